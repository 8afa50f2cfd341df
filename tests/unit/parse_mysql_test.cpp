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
  CHECK(test::describe(e.sql, dialect::mysql) == e.described);
}

}  // namespace

TEST_CASE("mysql: columns of a table") {
  const example examples[] = {
      {"create table t (a bigint(20) unsigned zerofill not null auto_increment primary "
       "key comment 'x;', b varchar(10) character set utf8mb4 collate utf8mb4_bin "
       "default 'x' null)",
       "create_table t [a: bigint(20) unsigned zerofill not-null key generates] [b: "
       "varchar(10) default {'x'}]"},
      {"create table t (a timestamp not null default current_timestamp on update "
       "current_timestamp, b datetime(6) default current_timestamp(6) on update "
       "current_timestamp(6))",
       "create_table t [a: timestamp not-null default {current_timestamp}] [b: "
       "datetime(6) default {current_timestamp(6)}]"},
      {"create table t (a enum('x', 'Y') not null default 'x', b set('a','b'), c "
       "decimal(10, 2) default '0.00', d bit(1) default b'0', e double precision)",
       "create_table t [a: enum('x','Y') not-null default {'x'}] [b: set('a','b')] [c: "
       "decimal(10,2) default {'0.00'}] [d: bit(1) default {b'0'}] [e: double precision]"},
      {"create table t (a json check (json_valid(a)), b int generated always as (c + 1) "
       "virtual not null, c int as (d) persistent, d varchar(36) default (uuid()))",
       "create_table t [a: json check] [b: int not-null generated] [c: int generated] "
       "[d: varchar(36) default {(uuid())}]"},
      {"create table t (a serial, b int key, c tinyint(1) default 0 not null unique "
       "key, d int references o (id) on delete set null, e int invisible, f geometry "
       "not null srid 4326)",
       "create_table t [a: serial not-null unique generates] [b: int not-null key] [c: "
       "tinyint(1) not-null unique default {0}] [d: int -> o(id)] [e: int] [f: geometry "
       "not-null]"},
      {"create table t (rank int, `groups` int, status int, type varchar(10), value "
       "text, date date, time time, comment text, `key` int, end datetime, position int)",
       "create_table t [rank: int] [groups: int] [status: int] [type: varchar(10)] "
       "[value: text] [date: date] [time: time] [comment: text] [key: int] [end: "
       "datetime] [position: int]"},
      {"create table t (id int not null /*!80000 invisible */, b int /* plain ; comment "
       "*/)",
       "create_table t [id: int not-null] [b: int]"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: keys of a table") {
  const example examples[] = {
      {"create table t (a int, primary key (a) using btree, unique key uk (b(10), c "
       "desc) comment 'y', unique (d), constraint c unique index i (e))",
       "create_table t [a: int not-null] {primary-key (a)} {unique uk (b,c)} {unique "
       "(d)} {unique c (e)}"},
      {"create table t (a int, index ix using hash (a), key (a), fulltext index ft (p) "
       "with parser ngram, spatial key sp (s), index fx ((lower(b))))",
       "create_table t [a: int] <index ix (a)> <index - (a)> <index ft (p)> <index sp "
       "(s)> <index fx ()>"},
      {"create table t (a int, constraint fk foreign key fk_i (a) references o (id) on "
       "update cascade on delete no action, constraint chk check (a > 0) not enforced, "
       "check (b <> ''))",
       "create_table t [a: int] {foreign-key fk (a) -> o(id)} {check chk ()} {check ()}"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: table options and other ways to make a table") {
  const example examples[] = {
      {"create table if not exists db.t (a int) engine=InnoDB auto_increment=5 default "
       "charset=utf8mb4 collate=utf8mb4_unicode_ci row_format=dynamic comment='x' "
       "partition by range (a) (partition p0 values less than (10))",
       "create_table db.t if-not-exists [a: int]"},
      {"create temporary table t (a int) engine innodb, default character set = utf8",
       "create_table t temporary [a: int]"},
      {"create table t like u", "create_table t from-query"},
      {"create table t (like u)", "create_table t from-query"},
      {"create table t select * from u", "create_table t from-query"},
      {"create table t (a int) as select 1 as a", "create_table t from-query [a: int]"},
      {"create or replace table t (a int)", "create_table t [a: int]"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: ALTER TABLE") {
  const example examples[] = {
      {"alter table t add column (a int, b int not null), add c varchar(10) first, add "
       "column d int after c",
       "alter_table t | add [a: int] | add [b: int not-null] | add [c: varchar(10)] | "
       "add [d: int]"},
      {"alter table t drop d, drop column if exists e, drop primary key, drop foreign "
       "key fk, drop index ix, drop key ix2, drop check c1, drop constraint c2",
       "alter_table t | drop d | drop e if-exists | drop-constraint - kind=0 | "
       "drop-constraint fk kind=2 | drop-index ix | drop-index ix2 | drop-constraint c1 "
       "kind=3 | drop-constraint c2"},
      {"alter table t modify f int not null default 0 after g, modify column h text, "
       "change i j bigint unsigned, change column k l int first",
       "alter_table t | redefine f [f: int not-null default {0}] | redefine h [h: text] "
       "| redefine i [j: bigint unsigned] | redefine k [l: int]"},
      {"alter table t add index ix (a), add unique index (b), add key (c(5), d desc), "
       "add primary key (a), add constraint fk foreign key (a) references u(b), add "
       "fulltext (p)",
       "alter_table t | add <index ix (a)> | add {unique (b)} | add <index - (c,d)> | "
       "add {primary-key (a)} | add {foreign-key fk (a) -> u(b)} | add <index - (p)>"},
      {"alter table t rename column m to n, alter column o set default 5, alter p drop "
       "default, rename to z",
       "alter_table t | rename m -> n | set-default o {5} | drop-default p | rename-to z"},
      {"alter table t rename u", "alter_table t | rename-to u"},
      {"alter table t rename as db.u", "alter_table t | rename-to db.u"},
      {"alter table t add column a int, algorithm=inplace, lock = none",
       "alter_table t | add [a: int] algorithm=INPLACE lock=NONE"},
      {"alter table t drop partition p0, p1", "alter_table t | drop-rows DROP PARTITION"},
      {"alter table t remove partitioning", "alter_table t | quiet REMOVE PARTITIONING"},
      {"alter table t add a int partition by key (a)",
       "alter_table t | add [a: int] | quiet PARTITION BY"},
      {"alter table t partition by range (a) (partition p values less than (5))",
       "alter_table t | narrow PARTITION BY"},
      {"alter table t partition by range (a) (partition p values less than maxvalue)",
       "alter_table t | quiet PARTITION BY"},
      {"alter table t reorganize partition p into (partition p values in (1))",
       "alter_table t | narrow REORGANIZE PARTITION"},
      {"alter table t convert partition p to table db.u",
       "alter_table t | partition-to-table db.u"},
      {"alter table t convert table u to partition p values less than (5)",
       "alter_table t | table-to-partition u"},
      {"alter table t add period for p (a, b), add period if not exists for system_time (c, d)",
       "alter_table t | add-period p (a,b) | quiet ADD PERIOD"},
      {"alter table t add period if not exists for p (a, b)", "alter_table t | add-period p (a,b)"},
      {"alter table t drop period if exists for p, drop period for system_time",
       "alter_table t | drop-period p | quiet DROP PERIOD"},
      {"alter online table if exists t wait 5 add index if not exists i (a, (b + 1))",
       "alter_table t if-exists | add <index i (a)>"},
      {"alter table t alter column a set invisible, alter index i not ignored, alter check c not "
       "enforced",
       "alter_table t | a SET INVISIBLE | quiet ALTER INDEX | do-not-enforce c"},
      {"alter table t add system versioning", "alter_table t | quiet ADD SYSTEM VERSIONING"},
      {"alter table t add system versioning_kind", "alter_table t | add [system: versioning_kind]"},
      {"alter table t", "alter_table t"},
      {"alter sql security invoker view v as select 1", "create_view v or-replace {select 1}"},
      {"alter table t engine=innodb, add column a int, convert to character set utf8, "
       "rename index x to y",
       "alter_table t | quiet ENGINE | add [a: int] | convert-to {character set utf8} | "
       "rename-index x -> y"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: other statements about tables") {
  const example examples[] = {
      {"rename table a to b, c.d to e.f", "rename_table a -> b c.d -> e.f"},
      {"drop table if exists a, `b`.`c`", "drop_table (a,b.c) if-exists"},
      {"create unique index i on t (a(10), b) using btree algorithm=inplace lock=none",
       "create_index i on t (a,b) unique algorithm=INPLACE lock=NONE"},
      {"create index i using hash on t (a) comment 'x'", "create_index i on t (a)"},
      {"create fulltext index i on db.t (a)", "create_index i on db.t (a)"},
      {"drop index i on t algorithm=inplace", "drop_index (i) on t algorithm=INPLACE"},
      {"create or replace algorithm=merge definer=`root`@`localhost` sql security "
       "invoker view v (a) as select a from t with cascaded check option",
       "create_view v or-replace {select a from t}"},
      {"drop view if exists v", "drop_view (v) if-exists"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: routines and triggers") {
  const example examples[] = {
      {"create definer=`a`@`%` procedure if not exists p (in a int) comment 'x' "
       "language sql not deterministic reads sql data sql security invoker begin select "
       "1; end",
       "create_procedure p language sql {begin select 1; end}"},
      {"create function f(a int) returns varchar(10) charset utf8 deterministic return "
       "if(a, 'x', 'y')",
       "create_function f language sql {return if(a, 'x', 'y')}"},
      {"create function db.g() returns int no sql begin return 1; end",
       "create_function db.g language sql {begin return 1; end}"},
      {"create trigger t before update on db.x for each row follows other set new.a = "
       "case when new.b then 1 else 2 end, new.c = 3",
       "create_trigger t on db.x before update {set new.a = case when new.b then 1 else "
       "2 end, new.c = 3}"},
      {"create definer=current_user() trigger db.t after delete on x for each row begin "
       "insert into l values (old.id); end",
       "create_trigger db.t on x delete {begin insert into l values (old.id); end}"},
      {"/*!50003 create*/ /*!50020 definer=`x`@`y`*/ /*!50003 trigger t before insert "
       "on x for each row begin set new.a = 1; end */",
       "create_trigger t on x before insert {begin set new.a = 1; end}"},
      {"drop procedure if exists p", "drop_procedure (p) if-exists"},
      {"drop trigger if exists db.t", "drop_trigger db.t if-exists"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: INSERT and REPLACE") {
  const example examples[] = {
      {"insert ignore into t (a, b) values (1, default), (2, now()) on duplicate key "
       "update a = values(a), b = values(b) + 1",
       "insert t (a,b) values 2 upsert"},
      {"insert into t set a = 1, t.b = default", "insert t (a,b) values 2"},
      {"insert t value (1)", "insert t values 1"},
      {"insert into t () values ()", "insert t () values 0"},
      {"insert into t values (1, 2) as new(x, y) on duplicate key update a = new.x",
       "insert t values 2 upsert"},
      {"insert low_priority into t select * from u on duplicate key update a = 1",
       "insert t upsert select (u) star where ^ on duplicate key update a = 1"},
      {"replace into t (a) select a from u where b", "insert t (a) replace select (u) where {b}"},
      {"insert into a values ('it''s', \"say \\\"hi\\\"\", '\\\\', 'a\\'b;')", "insert a values 4"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: UPDATE and DELETE") {
  const example examples[] = {
      {"update t set a = 1, b = if(c, 2, 3) where d order by c limit 10",
       "update t a = {1} b = {if(c, 2, 3)} where {d} not-splittable: LIMIT"},
      {"update low_priority ignore t as x, u set x.a = u.b where x.id = u.id",
       "update t as x a = {u.b} others (u) where {x.id = u.id} not-splittable: several "
       "tables after UPDATE"},
      {"update t join u on t.id = u.id set t.a = u.b",
       "update t a = {u.b} others (u) where ^ not-splittable: several tables after "
       "UPDATE"},
      {"update t set a = 1 order by b",
       "update t a = {1} where ^ order by b not-splittable: ORDER BY"},
      {"update t set a = 1", "update t a = {1} where ^"},
      {"delete from t where a limit 5", "delete t where {a} not-splittable: LIMIT"},
      {"delete a, b from a inner join b on a.id = b.id where a.x",
       "delete a others (a,b) where {a.x} not-splittable: several tables after DELETE"},
      {"delete from a, b using a join b where a.x",
       "delete a others (b,a,b) where {a.x} not-splittable: several tables after DELETE"},
      {"delete from t", "delete t where ^"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: SELECT") {
  const example examples[] = {
      {"select sql_calc_found_rows a, 'x' as 'y', \"str\" str, count(distinct a) 'n' from "
       "t group by a with rollup",
       "select (t) where ^ group by a with rollup not-splittable: GROUP BY"},
      {"select a from t use index (a) force index for join (b), u ignore key (c) "
       "straight_join v natural join w left join x using (a) where b limit 5, 10",
       "select (t,u,v,w,x) where {b} not-splittable: LIMIT"},
      {"select a from t where match (a, b) against ('x' in boolean mode) and c <=> d "
       "and e regexp 'x' and f not rlike 'y' and g sounds like h and binary i = 'x' and "
       "not !j order by null",
       "select (t) where {match (a, b) against ('x' in boolean mode) and c <=> d and e "
       "regexp 'x' and f not rlike 'y' and g sounds like h and binary i = 'x' and not "
       "!j}"},
      {"select a from t where b < date_add(now(), interval -1 day) and c > now() - "
       "interval (d + 1) hour and e -> '$.x' = 1 and f = @v and g div 2 = mod(h, 3) xor "
       "i lock in share mode",
       "select (t) locking where {b < date_add(now(), interval -1 day) and c > now() - "
       "interval (d + 1) hour and e -> '$.x' = 1 and f = @v and g div 2 = mod(h, 3) xor "
       "i}"},
      {"select group_concat(a order by b separator ',') from t",
       "select (t) where ^ not-splittable: an aggregate function"},
      {"select a from t partition (p0) as x where a = ? for update",
       "select (t as x) locking where {a = ?}"},
      {"select `a`.* from `t` `a`", "select (t as a) star where ^"},
  };
  for (const example& e : examples) check(e);
}

TEST_CASE("mysql: sessions") {
  const example examples[] = {
      {"set names utf8mb4", "setting names"},
      {"set @a = 1, @@session.sql_mode = 'x', global max_connections = 5",
       "setting @a, @@session.sql_mode, max_connections"},
      {"set foreign_key_checks = 0", "setting foreign_key_checks"},
      {"use db", "setting use"},
      {"start transaction", "transaction begin"},
      {"begin", "transaction begin"},
      {"/*!40101 set names utf8 */", "setting names"},
  };
  for (const example& e : examples) check(e);
}
