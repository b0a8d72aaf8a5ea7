import postgres from "postgres";

/** Held by the one supervisor that owns an embedded server, for as long as its connection lives. */
const ownerLock = 329538838;

type Answer<Value> = { kind: "answered"; value: Value } | { kind: "silent"; error: unknown };

/**
 * Asks the server at `url` which folder its data lies in, so that a stranger on the same port is not taken for ours.
 * `silent` covers everything from a refused connection to a wrong password. Only an owner of the server may ask.
 */
export function dataFolderOf(input: { url: string }): Promise<Answer<string>> {
  return ask(input.url, async (client) => {
    const [row] = await client`select current_setting('data_directory') as folder`;
    return String(row?.folder);
  });
}

/** Whether the database at `url` takes us in at all. */
export function greetDatabase(input: { url: string }): Promise<Answer<void>> {
  return ask(input.url, async (client) => {
    await client`select 1`;
  });
}

async function ask<Value>(url: string, question: (client: postgres.Sql) => Promise<Value>): Promise<Answer<Value>> {
  const client = openOne(url);
  try {
    return { kind: "answered", value: await question(client) };
  } catch (error) {
    return { kind: "silent", error };
  } finally {
    await client.end({ timeout: 1 });
  }
}

/**
 * Becomes the owner of the server at `url`, or returns null when somebody is already. The lock lives in the server and
 * ends with our connection, so a killed owner leaves nothing stale behind, unlike a file with a process id in it.
 */
export async function takeOwnership(input: { url: string }): Promise<{ release(): Promise<void> } | null> {
  const client = openOne(input.url);
  const [row] = await client`select pg_try_advisory_lock(${ownerLock}) as taken`;
  if (row?.taken === true) return { release: () => client.end({ timeout: 1 }) };
  await client.end({ timeout: 1 });
  return null;
}

/** Makes the database `name`, from `template` when one is given; one that exists already is left as it is. */
export async function createDatabase(input: { url: string; name: string; template?: string }): Promise<void> {
  const client = openOne(input.url);
  try {
    const [existing] = await client`select 1 from pg_database where datname = ${input.name}`;
    if (existing !== undefined) return;
    const template = input.template === undefined ? client`` : client` template ${client(input.template)}`;
    await client`create database ${client(input.name)}${template}`;
  } finally {
    await client.end({ timeout: 1 });
  }
}

/** Removes the database `name` and whoever is still connected to it. */
export async function dropDatabase(input: { url: string; name: string }): Promise<void> {
  const client = openOne(input.url);
  try {
    await client`drop database if exists ${client(input.name)} with (force)`;
  } finally {
    await client.end({ timeout: 1 });
  }
}

function openOne(url: string): postgres.Sql {
  // No idle timeout and no lifetime: an owner's connection stays open for as long as the process does.
  return postgres(url, { max: 1, connect_timeout: 5, max_lifetime: null, onnotice: () => {} });
}
