import type { Control } from "./control.ts";

/** A table as it is restored. `kept`: the rows that every run finds in it, named by the statement that puts them back. */
type Restored = { name: string; sequence: string | null; refill: string | null };

/** An index that was never larger than this has one page of entries, as a new one has. */
const freshIndexBytes = 16_384;

/**
 * Puts every row, every number and the place of every row back to where a run begins, so that the same seed finds the
 * same rows in the same order. What was written is deleted and vacuumed, which leaves a table as empty as a new one and
 * costs a third of TRUNCATE: that makes new files for every index of every table that a foreign key reaches, has each
 * backend forget all it knew of them, and leaves the catalogue larger and slower after each run.
 */
export class Restorer {
  readonly #control: Control;
  readonly #tables: readonly Restored[];

  private constructor(control: Control, tables: readonly Restored[]) {
    this.#control = control;
    this.#tables = tables;
  }

  static async open(control: Control): Promise<Restorer> {
    const tables = await listRestored(control);
    const restorer = new Restorer(control, tables);
    await restorer.#empty(tables);
    return restorer;
  }

  async restore(): Promise<void> {
    await this.#empty(await this.#touched());
    await this.#fill();
  }

  /** A table whose file is empty has seen no insertion since it was emptied, not even one that was undone. */
  async #touched(): Promise<Restored[]> {
    const names = await this.#control.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`;
    const touched = new Set(names.map(({ name }) => name));
    return this.#tables.filter(({ name }) => touched.has(name));
  }

  async #empty(tables: readonly Restored[]): Promise<void> {
    if (tables.length === 0) return;
    const names = tables.map(({ name }) => `public."${name}"`);
    const { sql } = this.#control;
    await sql.unsafe(together(names.map((name) => `delete from ${name}`)));
    await sql.unsafe(`vacuum (index_cleanup on, truncate on) ${names.join(", ")}`);
    await this.#renewIndexes();
    const [left] = await this.#touched();
    if (left) throw new Error(`the table ${left.name} cannot be emptied: somebody still looks at its rows`);
  }

  /** An index keeps its pages when it is emptied, and the planner counts them. */
  async #renewIndexes(): Promise<void> {
    const grown = await this.#control.sql<{ name: string }[]>`
      select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'i' and pg_relation_size(oid) > ${freshIndexBytes}`;
    for (const { name } of grown) await this.#control.sql.unsafe(`reindex index public."${name}"`);
  }

  async #fill(): Promise<void> {
    const numbers = this.#tables.flatMap(({ sequence }) => sequence ?? []).map((name) => `setval('${name}', 1, false)`);
    const refills = this.#tables.flatMap(({ refill }) => refill ?? []);
    await this.#control.sql.unsafe(together([`select ${numbers.join(", ")}`, ...refills]));
  }
}

/** In one transaction, while triggers and foreign keys rest. */
function together(statements: readonly string[]): string {
  return ["begin", "set local session_replication_role = replica", ...statements, "commit"].join("; ");
}

async function listRestored({ sql }: Control): Promise<Restored[]> {
  const tables = await sql<{ name: string; rows: string; columns: string; identity: string | null }[]>`
    select c.relname as name, ground.columns, coalesce(ground.rows, '0') as rows, ground.identity
    from pg_class c
    join lateral (select
      string_agg(quote_ident(column_name), ', ' order by ordinal_position) filter (where is_generated = 'NEVER') as columns,
      max(column_name) filter (where is_identity = 'YES') as identity,
      (xpath('/row/count/text()', query_to_xml(format('select count(*) as count from ground.%I', c.relname), false, true, '')))[1]::text as rows
      from information_schema.columns where table_schema = 'public' and table_name = c.relname) ground on true
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`;
  return Promise.all(
    tables.map(async ({ name, rows, columns, identity }) => {
      const sequence = identity === null ? null : await sequenceOf(sql, { name, identity });
      const insert = `insert into public."${name}" (${columns}) overriding system value select ${columns} from ground."${name}"`;
      const number = sequence && `select setval('${sequence}', (select max(${identity}) from ground."${name}"))`;
      const refill = rows === "0" ? null : [insert, ...(number ? [number] : [])].join("; ");
      return { name, sequence, refill };
    }),
  );
}

async function sequenceOf(
  sql: Control["sql"],
  { name, identity }: { name: string; identity: string },
): Promise<string> {
  const [row] = await sql<{ sequence: string }[]>`
    select pg_get_serial_sequence(${`public."${name}"`}, ${identity}) as sequence`;
  if (!row) throw new Error(`the table ${name} has no sequence`);
  return row.sequence;
}
