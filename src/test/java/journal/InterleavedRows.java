package journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import journal.database.JournalDatabase;

/** The rows of one window and its lease as one text without times, there and back again. */
final class InterleavedRows {
  private static final String FOREVER = "9000000000000000";

  /** Of the replicas, none part of another word in the rows. */
  static final List<String> NAMES = List.of("left-", "right-");

  /** The value that each would claim. */
  static final List<String> VALUES = List.of("0.111", "0.222");

  /** Number of the newest lease, whatever it was, and of any before it. */
  static final long FENCE = 5;

  static final long OLD_FENCE = 1;

  private InterleavedRows() {}

  /** The same rows with the newest lease numbered anew. */
  static String renumber(String rows) {
    return rows.replaceFirst("\"fence\": \\d+", "\"fence\": " + FENCE);
  }

  /** The same with the replicas in each other's place, who differ in nothing else. */
  static String swap(String text) {
    return swap(swap(text, NAMES), VALUES);
  }

  private static String swap(String text, List<String> pair) {
    return text.replace(pair.get(0), "\0")
        .replace(pair.get(1), pair.get(0))
        .replace("\0", pair.get(1));
  }

  /** Functions in the test's database, so that each way is one question. */
  static void install(JournalDatabase store) {
    execute(
        store,
        """
        create function dump_rows() returns text language sql as $$
        select jsonb_build_object(
          'entry', (select jsonb_agg(to_jsonb(e)) from entry e),
          'claim', (select jsonb_agg(to_jsonb(c)) from claim c),
          'attempt', (select jsonb_agg(to_jsonb(a) order by number) from attempt a),
          'lease', (select jsonb_agg(to_jsonb(l) || jsonb_build_object('since', 0, 'until',
              case when until > extract(epoch from clock_timestamp()) * 1000
                then FOREVER else 0 end))
            from wallet_lease l where worker <> 'alerts'))::text $$
        """
            .replace("FOREVER", FOREVER));
    execute(
        store,
        """
        create function restore_rows(j jsonb) returns void language plpgsql as $$
        begin
          delete from attempt; delete from claim; delete from entry; delete from day;
          delete from wallet_lease; delete from replica;
          insert into entry select * from jsonb_populate_recordset(null::entry, j->'entry')
            where jsonb_typeof(j->'entry') = 'array';
          insert into claim select * from jsonb_populate_recordset(null::claim, j->'claim')
            where jsonb_typeof(j->'claim') = 'array';
          insert into attempt select * from jsonb_populate_recordset(null::attempt, j->'attempt')
            where jsonb_typeof(j->'attempt') = 'array';
          insert into wallet_lease
            select * from jsonb_populate_recordset(null::wallet_lease, j->'lease')
            where jsonb_typeof(j->'lease') = 'array';
        end $$
        """);
  }

  private static void execute(JournalDatabase store, String sql) {
    store.write(h -> run(h.getConnection(), sql));
  }

  /** Past the library, which takes a colon for a name. */
  private static int run(Connection connection, String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      return 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String dump(JournalDatabase store) {
    return store.read(h -> h.createQuery("select dump_rows()").mapTo(String.class).one());
  }

  static void restore(JournalDatabase store, String rows) {
    store.write(
        h ->
            h.createQuery("select 1 from (select restore_rows(cast(? as jsonb))) x")
                .bind(0, rows)
                .mapTo(Integer.class)
                .one());
  }

  /** Deleted rows would be read over and over. */
  static void clean(JournalDatabase store) {
    store.read(h -> h.execute("vacuum attempt, claim, entry, day, wallet_lease, replica"));
  }

  static String expire(String rows) {
    return rows.replace(FOREVER, "0");
  }

  static boolean isHeld(String rows) {
    return rows.contains(FOREVER);
  }
}
