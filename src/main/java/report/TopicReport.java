package report;

import base.OutsideText;
import base.ReadableUnits;
import chain.TopicDirectory.TopicListing;
import chain.model.TopicInfo;
import chain.model.TopicInfo.LabelRules;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Topics as tables and as JSON, with lengths in blocks and minutes and the share of rewards. */
public final class TopicReport {
  private static final int TITLE = 44;

  private final Duration block;
  private final BigDecimal total;

  /**
   * @param block measured block time
   * @param all every topic of the network, for the share of one topic's weight
   */
  public TopicReport(Duration block, List<TopicListing> all) {
    this.block = block;
    this.total =
        all.stream()
            .filter(TopicListing::active)
            .map(TopicListing::weight)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A table with a line per topic. */
  public List<String> listLines(List<TopicListing> topics) {
    TextTable table =
        new TextTable("ID", "TOPIC", "EPOCH", "WINDOW", "LOSS", "WORKERS", "OPEN TO", "SHARE");
    topics.forEach(it -> addRow(table, it));
    return table.lines();
  }

  private void addRow(TextTable table, TopicListing it) {
    TopicInfo info = it.info();
    String title = title(info);
    table.row(
        info.id() + (it.active() ? "" : " inactive"),
        title.length() > TITLE ? title.substring(0, TITLE - 3) + "..." : title,
        blocks(info.epochLength()),
        blocks(info.windowLength()),
        OutsideText.clean(info.lossMethod()),
        it.workers().isPresent() ? it.workers().getAsInt() + "" : "-",
        access(it),
        share(it).map(share -> share + " %").orElse("-"));
  }

  /** A line for each property of one topic. */
  public List<String> fullLines(TopicListing found, long height) {
    TopicInfo info = found.info();
    long sinceNonce = height - info.newestNonce();
    boolean open = info.hasBegun() && sinceNonce >= 0 && sinceNonce <= info.windowLength();
    long next = Math.max(0, info.epochLength() - sinceNonce);
    TextTable table = new TextTable("topic", info.id() + ": " + title(info));
    table.row("active", found.active() ? "yes" : "no: no window opens");
    table.row("epoch", blocks(info.epochLength()));
    table.row("window", blocks(info.windowLength()) + (open ? ", open now" : ""));
    String begins =
        info.hasBegun() ? "in about " + blocks(next) : "the first one; no epoch has begun yet";
    table.row("next window", found.active() ? begins : "-");
    table.row("ground truth", "after " + blocks(info.groundTruthLag()));
    table.row("loss", OutsideText.clean(info.lossMethod()));
    table.row("takes", takes(info.labelRules()));
    table.row("open to", access(found));
    table.row(
        "workers", found.workers().isPresent() ? found.workers().getAsInt() + " last epoch" : "-");
    table.row("weight", found.weight().round(new MathContext(6)).toPlainString());
    return table.lines();
  }

  private static String takes(LabelRules rules) {
    if (!rules.multi()) {
      return "one number";
    }
    String labels =
        rules.whitelist().isEmpty()
            ? "of any label"
            : OutsideText.clean(String.join(", ", rules.whitelist()));
    return "values " + labels + (rules.unity() ? ", which sum to 1" : "");
  }

  /** The topic as fields of a JSON object. */
  public Map<String, Object> toFields(TopicListing it) {
    TopicInfo info = it.info();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", info.id());
    fields.put("metadata", info.metadata());
    fields.put("active", it.active());
    fields.put("epoch_blocks", info.epochLength());
    fields.put("epoch_seconds", block.multipliedBy(info.epochLength()).toSeconds());
    fields.put("window_blocks", info.windowLength());
    fields.put("window_seconds", block.multipliedBy(info.windowLength()).toSeconds());
    fields.put("ground_truth_blocks", info.groundTruthLag());
    fields.put("newest_nonce", info.newestNonce());
    fields.put("loss", info.lossMethod());
    fields.put("labelled", info.labelRules().multi());
    fields.put("labels", info.labelRules().whitelist());
    fields.put("sums_to_one", info.labelRules().unity());
    fields.put("whitelist", it.restricted().orElse(null));
    fields.put("workers", it.workers().isPresent() ? it.workers().getAsInt() : null);
    fields.put("weight", it.weight());
    fields.put("share_percent", share(it).orElse(null));
    return fields;
  }

  private static String title(TopicInfo info) {
    return OutsideText.clean(info.metadata());
  }

  private static String access(TopicListing it) {
    return it.restricted().map(listed -> listed ? "whitelisted workers" : "everybody").orElse("-");
  }

  private Optional<BigDecimal> share(TopicListing it) {
    return total.signum() == 0 || !it.active()
        ? Optional.empty()
        : Optional.of(
            it.weight()
                .scaleByPowerOfTen(2)
                .divide(total, MathContext.DECIMAL64)
                .setScale(1, RoundingMode.HALF_UP));
  }

  private String blocks(long count) {
    return count
        + (count == 1 ? " block, " : " blocks, ")
        + ReadableUnits.duration(block.multipliedBy(count));
  }
}
