package trials.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Looks for the wallet's words and key in all that simulated daemons left behind. */
public final class SecretScan {
  /** Of the published test mnemonic: never fund it. */
  public static final String KEY =
      "c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104";

  /** Two of the words in a row, and the key as people and programs write it. */
  private static final List<String> SECRETS =
      List.of(
          "abandon abandon", KEY, Base64.getEncoder().encodeToString(HexFormat.of().parseHex(KEY)));

  /**
   * @param files looked through: logs, journals, output, settings
   * @param findings of them, those that hold a secret
   */
  public record SecretScanReport(int files, long bytes, List<Path> filesWithSecret) {}

  private SecretScan() {}

  public static SecretScanReport scan(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    long bytes = 0;
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      bytes += text.length();
      if (SECRETS.stream().anyMatch(text::contains)) {
        found.add(file);
      }
    }
    return new SecretScanReport(files.size(), bytes, found);
  }
}
