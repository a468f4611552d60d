package journal;

import domain.Origin;
import domain.Provenance;
import domain.Reason;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Writes the difference between two entries. Claims are inserted only, so the key guards them. */
final class Writes {
  private Writes() {}

  /** Makes the open row unless the window has one already; says whether it did. */
  private static boolean open(Handle handle, Window window) {
    return bind(
                handle.createUpdate(
                    "insert into entry (chain_id, topic, nonce, worker, last_height, opened_at,"
                        + " closes_at, state, note_hash, seq) values (:chain, :topic, :nonce,"
                        + " :worker, :last, :opened, :closes, 'open', '', 0)"
                        + " on conflict do nothing"),
                window.key())
            .bind("last", window.lastHeight())
            .bind("opened", millis(window.openedAt()))
            .bind("closes", millis(window.closesAt()))
            .execute()
        == 1;
  }

  /** Keeps the reason where the row is not final. */
  static int note(Handle handle, WindowKey key, Reason reason, String sentence) {
    return bind(
            handle.createUpdate(
                "update entry set reason = :reason, why = :why, note_hash = :note where "
                    + Rows.KEY
                    + " and state in ('open', 'claimed', 'signed', 'sent')"),
            key)
        .bind("reason", reason.name())
        .bind("why", sentence)
        .bind("note", Canon.note(key, reason, sentence))
        .execute();
  }

  /** Takes one step with the row's present state, alone among writers. */
  static Step advance(
      Handle handle, Instant at, WindowKey key, String event, UnaryOperator<Entry> step) {
    Chronicle.lock(handle);
    return step(handle, at, key, event, step, false);
  }

  /** The same for a window that may have no row yet. */
  static Step begin(
      Handle handle, Instant at, Window window, String event, UnaryOperator<Entry> step) {
    Chronicle.lock(handle);
    return step(handle, at, window.key(), event, step, open(handle, window));
  }

  private static Step step(
      Handle handle,
      Instant at,
      WindowKey key,
      String event,
      UnaryOperator<Entry> step,
      boolean fresh) {
    Entry before = Rows.one(handle, key).orElseThrow();
    Entry after = step.apply(before);
    if (fresh || !after.equals(before)) {
      long seq = Chronicle.append(handle, at, event, key, Canon.text(after));
      save(handle, before, after, seq);
      Days.count(handle, before, after);
    }
    return new Step(before, after);
  }

  /** A row before and after. */
  record Step(Entry before, Entry after) {
    boolean closes() {
      return after.state().closed() && !before.state().closed();
    }
  }

  /** Brings the tables from one entry to the next, under a row of the chronicle. */
  private static void save(Handle handle, Entry before, Entry after, long seq) {
    if (before.value() == null && after.value() != null) {
      claim(handle, after);
    }
    for (Trial trial : after.trials()) {
      if (trial.attempt().number() > before.trials().size()) {
        attempt(handle, after.key(), trial);
      } else if (!before.trials().contains(trial)) {
        fate(handle, after.key(), trial);
      }
    }
    entry(handle, after, seq);
  }

  private static void entry(Handle handle, Entry e, long seq) {
    Score score = e.score();
    bind(
            handle.createUpdate(
                "update entry set state = :state, reason = :reason, why = :why, sent_at = :sent,"
                    + " endpoint = :endpoint, settled_height = :height, truth = :truth, error ="
                    + " :error, naive_error = :naive, scored_at = :scored, note_hash = :note,"
                    + " seq = :seq where "
                    + Rows.KEY),
            e.key())
        .bind("state", e.state().label())
        .bind("reason", e.reason() == null ? null : e.reason().name())
        .bind("why", e.why())
        .bind("sent", millis(e.sentAt()))
        .bind("endpoint", e.endpoint())
        .bind("height", e.settledHeight())
        .bind("truth", score == null ? null : score.truth())
        .bind("error", score == null ? null : score.error())
        .bind("naive", score == null ? null : score.naiveError())
        .bind("scored", score == null ? null : millis(score.at()))
        .bind("note", Canon.note(e.key(), e.reason(), e.why()))
        .bind("seq", seq)
        .execute();
  }

  private static void claim(Handle handle, Entry e) {
    Provenance p = e.provenance();
    bind(
            handle.createUpdate(
                "insert into claim (chain_id, topic, nonce, worker, value, source, simulated,"
                    + " newest_candle, row_count, input_hash, artifact_hash, code_version,"
                    + " known_part) values (:chain, :topic, :nonce, :worker, :value, :source,"
                    + " :simulated, :candle, :rows, :input, :artifact, :code, :known)"),
            e.key())
        .bind("value", e.value())
        .bind("source", p == null ? null : p.origin().source())
        .bind("simulated", p == null ? null : simulated(p))
        .bind("candle", p == null ? null : millis(p.newestCandle()))
        .bind("rows", p == null ? null : p.rows())
        .bind("input", p == null ? null : p.inputHash())
        .bind("artifact", p == null ? null : p.artifactHash())
        .bind("code", p == null ? null : p.codeVersion())
        .bind("known", p == null ? null : p.known())
        .execute();
  }

  private static void attempt(Handle handle, WindowKey key, Trial t) {
    bind(
            handle.createUpdate(
                "insert into attempt (chain_id, topic, nonce, worker, number, tx_bytes, hash,"
                    + " sequence, gas_limit, fee, timeout_height, fate, cause) values (:chain,"
                    + " :topic, :nonce, :worker, :number, :bytes, :hash, :sequence, :gas, :fee,"
                    + " :timeout, :fate, :cause)"),
            key)
        .bind("number", t.attempt().number())
        .bind("bytes", t.attempt().txBytes())
        .bind("hash", t.attempt().hash())
        .bind("sequence", t.attempt().sequence())
        .bind("gas", t.attempt().gasLimit())
        .bind("fee", t.attempt().fee().toString())
        .bind("timeout", t.attempt().timeoutHeight())
        .bind("fate", t.fate().label())
        .bind("cause", t.cause())
        .execute();
  }

  private static void fate(Handle handle, WindowKey key, Trial t) {
    bind(
            handle.createUpdate(
                "update attempt set fate = :fate, cause = :cause where "
                    + Rows.KEY
                    + " and number = :number"),
            key)
        .bind("fate", t.fate().label())
        .bind("cause", t.cause())
        .bind("number", t.attempt().number())
        .execute();
  }

  static <S extends SqlStatement<S>> S bind(S statement, WindowKey key) {
    return bindWorker(statement, key).bind("nonce", key.nonce());
  }

  static <S extends SqlStatement<S>> S bindWorker(S statement, WindowKey key) {
    return statement
        .bind("chain", key.chainId())
        .bind("topic", key.topic())
        .bind("worker", key.worker());
  }

  private static int simulated(Provenance p) {
    return p.origin() instanceof Origin.Simulated ? 1 : 0;
  }

  static Long millis(Instant at) {
    return at == null ? null : at.toEpochMilli();
  }
}
