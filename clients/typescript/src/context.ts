const DEFAULT_DATABASE = "weir";
const DEFAULT_SCHEMA = "default";

/** What names of tables are in which say less than all of `database.schema.table`. */
export class CatalogContext {
  database = DEFAULT_DATABASE;
  schema = DEFAULT_SCHEMA;

  use(database: string, schema: string = DEFAULT_SCHEMA): void {
    this.database = database;
    this.schema = schema;
  }

  /** The database and the schema that `schema` or `database.schema` means. */
  schemaOf(name: string): { database: string; schema: string } {
    const dot = name.indexOf(".");
    return dot < 0
      ? { database: this.database, schema: name }
      : { database: name.slice(0, dot), schema: name.slice(dot + 1) };
  }

  /** The name that the platform knows a table by: the shortest that means it without a context. */
  table(name: string): string {
    const parts = name.split(".");
    if (parts.length > 2 || parts.includes("")) {
      return shortest(name);
    }
    return shortest(parts.length === 2 ? `${this.database}.${name}` : `${this.database}.${this.schema}.${name}`);
  }
}

function shortest(name: string): string {
  const [database, schema, table, ...more] = name.split(".");
  if (database !== DEFAULT_DATABASE || !schema || !table || more.length > 0) {
    return name;
  }
  return schema === DEFAULT_SCHEMA ? table : `${schema}.${table}`;
}
