package journal;

import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import journal.database.JournalDatabase;
import journal.entry.AlertMessage;
import journal.entry.Entry;
import journal.store.EntryRowReader;
import org.jdbi.v3.core.Handle;

/**
 * The messages to the operator: durable before they are sent, marked after they are delivered, so
 * that neither an outage of the channel nor a crash loses one. Of several replicas one sends them.
 */
public final class AlertQueue {
  private static final Duration KEPT = Duration.ofDays(90);

  private final JournalDatabase store;
  private final JournalReader history;
  private final InstantSource clock;
  private final WalletLeases leases;
  private final StepFence fence;
  private final Supplier<String> chainId;

  AlertQueue(
      JournalDatabase store,
      JournalReader history,
      InstantSource clock,
      Supplier<String> chainId,
      WalletLeases leases,
      StepFence fence) {
    this.store = store;
    this.history = history;
    this.clock = clock;
    this.leases = leases;
    this.fence = fence;
    this.chainId = () -> Optional.ofNullable(chainId.get()).orElse("");
  }

  /** Whether this process tells of closed rows and sends the messages. */
  public boolean isSender() {
    return leases.isHeld(WalletLeases.ALERTS);
  }

  /** Rows that closed without being accepted and no message has told of, newest first. */
  public List<Entry> findUnalerted() {
    return history.findUnalerted();
  }

  /**
   * Takes messages, and marks the rows that they tell of, in one commit. Messages about rows are
   * for the replica that sends; where another was faster with all of these rows, it has them.
   */
  public void add(List<AlertMessage> messages, List<WindowKey> rows) {
    if (!messages.isEmpty()) {
      store.write(h -> add(h, messages, rows));
    }
  }

  private Void add(Handle handle, List<AlertMessage> messages, List<WindowKey> rows) {
    Instant now = clock.instant();
    boolean ours = rows.isEmpty() || fence.isHeldInStep(handle, WalletLeases.ALERTS);
    int marked = ours ? rows.stream().mapToInt(it -> markAlerted(handle, it, now)).sum() : 0;
    if (rows.isEmpty() || marked > 0) {
      handle.execute("delete from alert where sent_at < ?", now.minus(KEPT).toEpochMilli());
      messages.forEach(it -> insert(handle, it));
    }
    return null;
  }

  private static int markAlerted(Handle handle, WindowKey row, Instant at) {
    String sql = "update entry set alerted_at = :at where alerted_at is null and ";
    return EntryRowReader.bindKey(handle.createUpdate(sql + EntryRowReader.KEY), row)
        .bind("at", at.toEpochMilli())
        .execute();
  }

  private void insert(Handle handle, AlertMessage message) {
    handle.execute(
        "insert into alert (chain_id, subject, at, message) values (?, ?, ?, ?)"
            + " on conflict do nothing",
        chainId.get(),
        message.subject(),
        message.at().toEpochMilli(),
        message.text());
  }

  /** What is to be sent from here, oldest first; none if another replica sends. */
  public List<AlertMessage> findUnsent() {
    return store.read(h -> fence.isHeldInStep(h, WalletLeases.ALERTS) ? findUnsent(h) : List.of());
  }

  private List<AlertMessage> findUnsent(Handle handle) {
    return handle
        .createQuery(
            "select subject, at, message from alert where sent_at is null"
                + " and chain_id = :chain order by at, message")
        .bind("chain", chainId.get())
        .map(
            (r, c) ->
                new AlertMessage(
                    r.getString("subject"),
                    Instant.ofEpochMilli(r.getLong("at")),
                    r.getString("message")))
        .list();
  }

  public void markSent(AlertMessage message) {
    store.write(
        h ->
            h.execute(
                "update alert set sent_at = ?"
                    + " where chain_id = ? and subject = ? and at = ? and message = ?",
                clock.instant().toEpochMilli(),
                chainId.get(),
                message.subject(),
                message.at().toEpochMilli(),
                message.text()));
  }

  /** When a message on this subject last came up. */
  public Optional<Instant> findLatest(String subject) {
    return store
        .read(
            h ->
                h.createQuery(
                        "select max(at) from alert where chain_id = :chain and subject = :subject")
                    .bind("chain", chainId.get())
                    .bind("subject", subject)
                    .mapTo(Long.class)
                    .findOne())
        .map(Instant::ofEpochMilli);
  }
}
