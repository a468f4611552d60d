package report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;

/** The replicas that share a journal, for {@code status}. */
record ReplicaReport(ReplicaOverview overview) {
  private static final int MOST_LINES = 20;

  List<String> textLines() {
    List<String> lines = new ArrayList<>();
    overview.replicas().stream().filter(ReplicaInfo::alive).forEach(it -> lines.add(toText(it)));
    overview.leases().stream().limit(MOST_LINES).forEach(it -> lines.add(toText(it)));
    if (overview.leases().size() > MOST_LINES) {
      lines.add((overview.leases().size() - MOST_LINES) + " more leases: status --json");
    }
    if (!lines.isEmpty()) {
      lines.add("the database replies after " + overview.lag().toMillis() + " ms");
    }
    return lines;
  }

  private String toText(ReplicaInfo it) {
    long held = overview.leases().stream().filter(lease -> lease.isHeldBy(it.id())).count();
    return "replica %s, instance %s, version %s, since %s: %s"
        .formatted(
            it.id(),
            it.name(),
            it.version(),
            it.since(),
            held == 0 ? "standby" : "holds " + held + " leases");
  }

  private static String toText(WalletLease it) {
    return it.alive()
        ? "wallet %s: held by %s since %s, fence %d"
            .formatted(it.worker(), it.holder(), it.since(), it.fence())
        : "wallet %s: held by no replica".formatted(it.worker());
  }

  Map<String, Object> toJsonFields() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("database_lag_ms", overview.lag().toMillis());
    tree.put("replicas", overview.replicas().stream().map(ReplicaReport::toFields).toList());
    tree.put("leases", overview.leases().stream().map(ReplicaReport::toFields).toList());
    return tree;
  }

  private static Map<String, Object> toFields(ReplicaInfo it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", it.id());
    fields.put("name", it.name());
    fields.put("version", it.version());
    fields.put("since", it.since().toString());
    fields.put("last_seen", it.lastSeen().toString());
    fields.put("alive", it.alive());
    return fields;
  }

  private static Map<String, Object> toFields(WalletLease it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("wallet", it.worker());
    fields.put("holder", it.alive() ? it.holder() : null);
    fields.put("fence", it.fence());
    fields.put("since", it.alive() ? it.since().toString() : null);
    return fields;
  }
}
