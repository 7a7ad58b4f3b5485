//! The two dialects describe one schema: the same tables, columns, nullability, references and indexes.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::DatabaseConnection;

use crate::database::{NOW, TestDatabase, column, rows};

/// Columns of each table, in order, as `name kind null|not null`; and what else can be compared by name.
#[derive(Debug, PartialEq, Eq)]
struct Shape {
    columns: BTreeMap<String, Vec<String>>,
    references: BTreeSet<String>,
    indexes: BTreeSet<String>,
    unique: BTreeSet<String>,
}

#[tokio::test]
async fn both_engines_have_one_schema() {
    let Some(postgres) = TestDatabase::postgres().await else { return };
    let sqlite = TestDatabase::sqlite();
    for database in [&sqlite, &postgres] {
        database.migrator().up(|| NOW).await.unwrap();
    }
    let (sqlite, postgres) = (sqlite_shape(&sqlite.connect().await).await, postgres_shape(&postgres.connect().await).await);
    assert_eq!(sqlite.columns.keys().collect::<Vec<_>>(), postgres.columns.keys().collect::<Vec<_>>());
    for (table, columns) in &sqlite.columns {
        assert_eq!(columns, &postgres.columns[table], "{table}");
    }
    assert_eq!(sqlite.references, postgres.references);
    assert_eq!(sqlite.indexes, postgres.indexes);
    assert_eq!(sqlite.unique, postgres.unique);
}

async fn sqlite_shape(db: &DatabaseConnection) -> Shape {
    let mut shape = Shape {
        columns: BTreeMap::new(),
        references: BTreeSet::new(),
        indexes: column(db, "select name from sqlite_schema where type = 'index' and sql is not null").await.into_iter().collect(),
        unique: BTreeSet::new(),
    };
    for table in rows(db, "select name, sql from sqlite_schema where type = 'table'").await {
        let (name, ddl): (String, String) = (table.try_get_by_index(0).unwrap(), table.try_get_by_index(1).unwrap());
        assert!(ddl.contains("strict"), "{name} is strict");
        let columns = rows(db, &format!("select name, type, \"notnull\" or pk > 0 from pragma_table_info('{name}')")).await;
        let columns = columns.iter().map(|row| {
            let (column, kind, required): (String, String, bool) =
                (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap(), row.try_get_by_index(2).unwrap());
            format!("{column} {} {}", sqlite_kind(&ddl, &column, &kind), if required { "not null" } else { "null" })
        });
        let columns = columns.collect();
        shape.references.extend(
            column::<String>(
                db,
                &format!(
                    "select '{name} (' || group_concat(\"from\", ', ') || ') -> ' || \"table\"
                       || ' (' || group_concat(\"to\", ', ') || ') ' || on_delete
                     from (select * from pragma_foreign_key_list('{name}') order by id, seq) group by id"
                ),
            )
            .await,
        );
        shape.unique.extend(
            column::<String>(
                db,
                &format!(
                    "select '{name} ('
                       || (select group_concat(name, ', ') from (select name from pragma_index_info(l.name) order by seqno)) || ')'
                     from pragma_index_list('{name}') l where origin in ('u', 'pk')"
                ),
            )
            .await,
        );
        shape.columns.insert(name, columns);
    }
    // A primary key of a table without rowid is listed by pragma_index_list too, so nothing is missing here.
    shape
}

/// SQLite has two kinds of column; what PostgreSQL says by a type is said by a check.
fn sqlite_kind(ddl: &str, column: &str, kind: &str) -> &'static str {
    let checked = |check: String| ddl.contains(&check);
    match kind.to_lowercase().as_str() {
        "integer" if checked(format!("({column} in (0, 1))")) => "boolean",
        "integer" => "whole number",
        "text" if checked(format!("(length({column}) = 27)")) => "instant",
        "text" if checked(format!("json_valid({column})")) => "json",
        "text" => "text",
        other => panic!("{column} has the unexpected type {other}"),
    }
}

async fn postgres_shape(db: &DatabaseConnection) -> Shape {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let sql = "select table_name::text, column_name::text, data_type::text, is_nullable::text
               from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position";
    for row in rows(db, sql).await {
        let (table, column, kind, nullable): (String, String, String, String) = (
            row.try_get_by_index(0).unwrap(),
            row.try_get_by_index(1).unwrap(),
            row.try_get_by_index(2).unwrap(),
            row.try_get_by_index(3).unwrap(),
        );
        let kind = match kind.as_str() {
            "bigint" => "whole number",
            "boolean" => "boolean",
            "timestamp with time zone" => "instant",
            "jsonb" => "json",
            "text" => "text",
            other => panic!("{table}.{column} has the unexpected type {other}"),
        };
        columns.entry(table).or_default().push(format!("{column} {kind} {}", if nullable == "NO" { "not null" } else { "null" }));
    }
    let names = "(select string_agg(attname, ', ' order by place) from unnest(keys) with ordinality k (n, place)
                  join pg_attribute on attrelid = owner and attnum = n)";
    let references = format!(
        "select from_table || ' (' || {} || ') -> ' || to_table || ' (' || {} || ') ' || action from (
           select conrelid::regclass::text from_table, confrelid::regclass::text to_table, conrelid, confrelid, conkey, confkey,
             case confdeltype when 'c' then 'CASCADE' else 'NO ACTION' end action
           from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace) f",
        names.replace("keys", "conkey").replace("owner", "conrelid"),
        names.replace("keys", "confkey").replace("owner", "confrelid"),
    );
    let unique = format!(
        "select conrelid::regclass::text || ' (' || {} || ')' 
         from pg_constraint where contype in ('u', 'p') and connamespace = 'public'::regnamespace",
        names.replace("keys", "conkey").replace("owner", "conrelid"),
    );
    let indexes = "select indexname::text from pg_indexes where schemaname = 'public'
                   and indexname not in (select conname from pg_constraint where connamespace = 'public'::regnamespace)";
    Shape {
        columns,
        references: column(db, &references).await.into_iter().collect(),
        indexes: column(db, indexes).await.into_iter().collect(),
        unique: column(db, &unique).await.into_iter().collect(),
    }
}
