#include "tests/unit/describe_statement.hpp"

#include <catch2/catch.hpp>

using namespace sluice;

namespace {

struct example {
  const char* sql;
  const char* described;
};

void check(const example& e) {
  CAPTURE(e.sql);
  CHECK(test::describe(e.sql, dialect::sqlite) == e.described);
}

}  // namespace

TEST_CASE("sqlite: columns of a table") {
  const example examples[] = {
      {"create table if not exists main.t (id integer primary key autoincrement, a text "
       "not null on conflict replace default 'x', b unsigned big int, c, d varchar(10) "
       "unique collate nocase)",
       "create_table main.t if-not-exists [id: integer not-null key generates] [a: text "
       "not-null default {'x'}] [b: unsigned big int] [c] [d: varchar(10) unique]"},
      {"create table t (a double precision default (1 + 2), b blob default x'00', c int "
       "default -1, d boolean default true not null, e datetime default "
       "current_timestamp, f text default null)",
       "create_table t [a: double precision default {(1 + 2)}] [b: blob default "
       "{x'00'}] [c: int default {-1}] [d: boolean not-null default {true}] [e: "
       "datetime default {current_timestamp}] [f: text]"},
      {"create table t (a real as (b * 2) stored, b text generated always as (a || "
       "'x'), c int references o(id) on delete cascade deferrable initially deferred, d "
       "int check (d > 0))",
       "create_table t [a: real generated] [b: text generated] [c: int -> o(id)] [d: "
       "int check]"},
      {"create table \"t\" ('id' integer, [b c] text, `d` int)",
       "create_table t [id: integer] [b c: text] [d: int]"},
      {"create table t (key text, value text, action text, \"order\" int, desc text, end "
       "int, type text)",
       "create_table t [key: text] [value: text] [action: text] [order: int] [desc: "
       "text] [end: int] [type: text]"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: what a primary key implies") {
  const example examples[] = {
      {"create table t (a integer primary key)",
       "create_table t [a: integer not-null key generates]"},
      {"create table t (a INTEGER PRIMARY KEY desc, b int)",
       "create_table t [a: integer key] [b: int]"},
      {"create table t (a int primary key)", "create_table t [a: int key]"},
      {"create table t (a text primary key)", "create_table t [a: text key]"},
      {"create table t (a integer, primary key (A))",
       "create_table t [a: integer not-null generates] {primary-key (A)}"},
      {"create table t (a integer, b text, primary key (a, b))",
       "create_table t [a: integer] [b: text] {primary-key (a,b)}"},
      {"create table t (a text, primary key (a)) without rowid",
       "create_table t [a: text not-null] {primary-key (a)}"},
      {"create table t (id integer primary key) strict, without rowid",
       "create_table t [id: integer not-null key]"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: constraints and other ways to make a table") {
  const example examples[] = {
      {"create table t (a, b, constraint u unique (a, b) on conflict ignore, foreign "
       "key (a) references o (x), check (a <> ''), primary key (a collate nocase))",
       "create_table t [a] [b] {unique u (a,b)} {foreign-key (a) -> o(x)} {check ()} "
       "{primary-key (a)}"},
      {"create table t (a, b, constraint x check (a) constraint y unique (b)) strict",
       "create_table t [a] [b] {check x ()} {unique y (b)}"},
      {"create temp table t as select 1", "create_table t temporary from-query"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: ALTER TABLE") {
  const example examples[] = {
      {"alter table t rename to u", "alter_table t | rename-to u"},
      {"alter table t rename a to b", "alter_table t | rename a -> b"},
      {"alter table t rename column [a] to \"b\"", "alter_table t | rename a -> b"},
      {"alter table t add column a int not null default 0 references o",
       "alter_table t | add [a: int not-null default {0} -> o()]"},
      {"alter table t add a", "alter_table t | add [a]"},
      {"alter table main.t drop column a", "alter_table main.t | drop a"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: indexes, views, triggers") {
  const example examples[] = {
      {"create unique index if not exists main.i on t (a collate nocase desc, lower(b), "
       "c) where a is not null",
       "create_index i on main.t (a,c) unique if-not-exists partial"},
      {"drop index if exists main.i", "drop_index (main.i) if-exists"},
      {"create temp view if not exists v (a) as select * from t",
       "create_view v if-not-exists {select * from t}"},
      {"drop view v", "drop_view (v)"},
      {"create trigger if not exists t before update of a, b on x for each row when "
       "new.a is not old.a begin update x set b = new.a; select case when 1 then 2 end; "
       "end",
       "create_trigger t on x if-not-exists before update of (a,b) {begin update x set b = "
       "new.a; select case when 1 then 2 end; end}"},
      {"create temp trigger t after insert on x begin select 1; end",
       "create_trigger t on x insert {begin select 1; end}"},
      {"create trigger t instead of delete on v begin delete from x; end",
       "create_trigger t on v delete instead-of {begin delete from x; end}"},
      {"drop trigger if exists main.t", "drop_trigger main.t if-exists"},
      {"drop table if exists t", "drop_table (t) if-exists"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: INSERT, UPDATE, DELETE") {
  const example examples[] = {
      {"insert or replace into t (a, b) values (1, 2), (3, 4)", "insert t (a,b) values 2 replace"},
      {"replace into t values (?, ?2, :a, @b, $c)", "insert t values 5 replace"},
      {"insert or ignore into t select * from u where true on conflict (a) do update "
       "set b = excluded.b where 1 returning id",
       "insert t upsert select (u) star where {true}"},
      {"insert into t default values", "insert t default-values"},
      {"update or ignore t set a = 1, (b, c) = (2, 3) from u where t.id = u.id "
       "returning *",
       "update t a = {1} b = {(2, 3)} c = {(2, 3)} others (u) from {u} where {t.id = "
       "u.id}"},
      {"update t as x set a = (select b from u where u.id = x.id)",
       "update t as x a = {(select b from u where u.id = x.id)} where ^"},
      {"update t indexed by i set a = 1 returning a", "update t a = {1} where ^ returning a"},
      {"delete from t as x where a not in (select 1) returning *",
       "delete t as x where {a not in (select 1)}"},
      {"delete from t where a limit 5", "delete t where {a} not-splittable: LIMIT"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: SELECT") {
  const example examples[] = {
      {"select a, \"c\", 'd' as 'e' from t as x, u left join v using (id) where a glob "
       "'x*' and c notnull and d isnull and e not null or g in u and cast(i as text) = "
       "'1' and k like 'a' escape '!' order by a collate nocase",
       "select (t as x,u,v) where {a glob 'x*' and c notnull and d isnull and e not "
       "null or g in u and cast(i as text) = '1' and k like 'a' escape '!'}"},
      {"select max(a, b) from t", "select (t) where ^"},
      {"select max(a) from t", "select (t) where ^ not-splittable: an aggregate function"},
      {"select * from t not indexed", "select (t) star where ^"},
      {"select * from json_each('[1]') as j",
       "select () star where ^ not-splittable: its first source is not a table"},
      {"select a from t union select b from u",
       "select (t,u) where ^ union select b from u not-splittable: a set operation"},
      {"with x(a) as (values (1), (2)) select * from x",
       "select (x) star where ^ not-splittable: WITH"},
      {"values (1), (2)", "select () where ^ not-splittable: VALUES"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("sqlite: sessions") {
  const example examples[] = {
      {"pragma foreign_keys = on", "setting foreign_keys"},
      {"pragma main.journal_mode(wal)", "setting journal_mode"},
      {"begin immediate transaction", "transaction begin"},
      {"commit transaction", "transaction commit"},
      {"end", "transaction commit"},
      {"rollback transaction to savepoint x", "transaction rollback"},
      {"savepoint x", "transaction savepoint"},
      {"release savepoint x", "transaction release"},
  };
  for (const example& e : examples) check(e);
}
