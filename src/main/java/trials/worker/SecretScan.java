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

/** Searches the files of simulated daemons for the wallet's mnemonic and key. */
public final class SecretScan {
  /** Private key of the published test mnemonic: never fund it. */
  public static final String KEY =
      "c4a48e2fce1481cd3294b4490f6678090ea98d3d0e5cd984558ab0968741b104";

  /** Two consecutive words, and the key in its usual spellings. */
  private static final List<String> SECRETS =
      List.of(
          "abandon abandon", KEY, Base64.getEncoder().encodeToString(HexFormat.of().parseHex(KEY)));

  /**
   * @param files number of files searched: logs, journals, output, settings
   * @param filesWithSecret files that contain a secret
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
