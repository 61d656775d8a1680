/**
 * The database, as small as the issuer needs it: one asynchronous method that runs one statement. Every statement is
 * its own transaction, and its text is written for SQLite and PostgreSQL alike: columns are `text` or `bigint`
 * (milliseconds), parameters are `$1`, `$2`, and a parameter that is calculated with or selected is cast first,
 * because PostgreSQL would otherwise have to guess its type.
 */
import { tables } from './tables.js';

export type Value = string | number | null;
export type Row = Record<string, Value>;

export interface Database {
  /** Runs one statement; answers the rows that it selects or returns. */
  query<T extends Row = Row>(sql: string, ...values: Value[]): Promise<T[]>;
  close(): Promise<void>;
}

/** What we use of `node:sqlite`, and of the package that stands in for it on older Nodes. */
interface SqliteModule {
  DatabaseSync: new (path: string) => SqliteConnection;
}
interface SqliteConnection {
  exec(sql: string): void;
  prepare(sql: string): { all<T extends Row>(...values: Value[]): T[] };
  close(): void;
}

/** Opens (or creates) a SQLite file, or `:memory:`, with all its tables. */
export async function openDatabase(path: string): Promise<Database> {
  const { DatabaseSync } = await loadSqlite();
  const connection = connect(DatabaseSync, path);
  const statements = new Map<string, ReturnType<SqliteConnection['prepare']>>();
  return {
    query: async <T extends Row>(sql: string, ...values: Value[]) => {
      let statement = statements.get(sql);
      if (!statement) {
        statement = connection.prepare(sql.replaceAll('$', '?'));
        statements.set(sql, statement);
      }
      return statement.all<T>(...values);
    },
    close: async () => connection.close(),
  };
}

function connect(DatabaseSync: SqliteModule['DatabaseSync'], path: string): SqliteConnection {
  try {
    const connection = new DatabaseSync(path);
    // Other processes may use the same file: readers never block with a WAL, writers wait for each other.
    connection.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = normal;');
    for (const table of tables) connection.exec(table);
    return connection;
  } catch (cause) {
    throw new Error(`Cannot open the database ${path}. Check that its folder exists and can be written.`, {
      cause,
    });
  }
}

async function loadSqlite(): Promise<SqliteModule> {
  // Names in variables: neither the compiler's nor the bundler's idea of what is installed matters here.
  const [builtIn, standIn] = ['node:sqlite', '@photostructure/sqlite'];
  return import(builtIn)
    .catch(() => import(standIn))
    .catch((cause: unknown) => {
      throw new Error('No SQLite: use Node 22.13 or later, or run "npm install @photostructure/sqlite".', {
        cause,
      });
    });
}
