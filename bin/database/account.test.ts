import { expect, test } from "vitest";
import { chooseAccount, type Machine } from "./account.ts";

const debian = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n";

function machine(change: Partial<Machine>): Machine {
  return { uid: 1000, known: true, passwd: debian, canMapTo: () => false, ...change };
}

test("an ordinary person's database runs under their own account", () => {
  expect(chooseAccount(machine({}))).toEqual({ kind: "own" });
});

test("root's database runs in a user namespace where the machine has them", () => {
  expect(chooseAccount(machine({ uid: 0, canMapTo: () => true }))).toMatchObject({ kind: "namespace", uid: 65534 });
});

test("root's database runs as nobody where it has not", () => {
  expect(chooseAccount(machine({ uid: 0 }))).toEqual({ kind: "dropped", uid: 65534, gid: 65534 });
});

test("a machine without nobody lends another account, never root's", () => {
  const passwd = "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n";
  expect(chooseAccount(machine({ uid: 0, passwd }))).toEqual({ kind: "dropped", uid: 1000, gid: 1000 });
});

test("a uid without a name borrows one inside a user namespace", () => {
  expect(chooseAccount(machine({ uid: 4711, known: false, canMapTo: () => true }))).toMatchObject({
    kind: "namespace",
  });
});

test("a uid without a name is told so, and pointed to DATABASE_URL", () => {
  const choose = () => chooseAccount(machine({ uid: 4711, known: false }));
  expect(choose).toThrow(/uid 4711 has none in \/etc\/passwd/);
  expect(choose).toThrow(/DATABASE_URL/);
});

test("root on a machine with no other account is told what to add", () => {
  expect(() => chooseAccount(machine({ uid: 0, passwd: "root:x:0:0::/root:/bin/sh\n" }))).toThrow(/useradd/);
});
