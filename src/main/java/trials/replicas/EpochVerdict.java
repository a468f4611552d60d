package trials.replicas;

import devnet.ledger.SubmissionRecorder.IncludedPayload;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.entry.Entry;
import journal.entry.EntryState;

/** Compares the rows of epochs with the network's own record. */
record EpochVerdict(List<NonceRecord> epochs, List<Entry> rows) {
  /**
   * @param say receives a line for each epoch that was not accepted, or whose row is wrong
   */
  Map<String, Object> toJsonFields(PrintWriter say) {
    epochs.stream().filter(it -> !isAccepted(it)).forEach(it -> tell(say, "not accepted", it));
    epochs.stream().filter(this::isContradicted).forEach(it -> tell(say, "wrong row", it));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("epochs", epochs.size());
    figures.put("accepted", countAccepted());
    figures.put("duplicates", epochs.stream().mapToLong(NonceRecord::duplicateCount).sum());
    figures.put("wrong_rows", epochs.stream().filter(this::isContradicted).count());
    return figures;
  }

  long countAccepted() {
    return epochs.stream().filter(EpochVerdict::isAccepted).count();
  }

  private void tell(PrintWriter say, String what, NonceRecord epoch) {
    say.printf(
        "%s: topic %d nonce %d, the network stores %s, the row says %s%n",
        what,
        epoch.topicId(),
        epoch.nonce(),
        epoch.acceptedPayloads().stream().map(IncludedPayload::value).toList(),
        row(epoch)
            .map(it -> it.state().label() + " " + it.value() + " " + it.reasonDetail())
            .orElse("nothing"));
  }

  private static boolean isAccepted(NonceRecord epoch) {
    return !epoch.acceptedPayloads().isEmpty();
  }

  /** Whether the row's state or value differs from the network's record. */
  private boolean isContradicted(NonceRecord epoch) {
    Optional<Entry> accepted = row(epoch).filter(it -> it.state() == EntryState.ACCEPTED);
    return isAccepted(epoch)
        ? accepted
            .filter(
                row -> epoch.acceptedPayloads().stream().allMatch(it -> it.hasValue(row.value())))
            .isEmpty()
        : accepted.isPresent();
  }

  private Optional<Entry> row(NonceRecord epoch) {
    return rows.stream()
        .filter(it -> it.key().topic() == epoch.topicId() && it.key().nonce() == epoch.nonce())
        .findFirst();
  }
}
