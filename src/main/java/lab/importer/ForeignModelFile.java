package lab.importer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Recognizes files of other libraries by their first bytes or by the entries of their archive. */
final class ForeignModelFile {
  private static final int SMALL = 1 << 20;
  private static final Pattern CLASS =
      Pattern.compile("\"(?:class_name|__class__)\": *\"([A-Za-z0-9_.]{1,80})\"");

  private ForeignModelFile() {}

  /**
   * Refuses a file of a known library.
   *
   * @throws IllegalArgumentException naming the library and how to export, if it is known
   */
  static void refuseKnown(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    if (head.startsWith("tree\n") || head.startsWith("{\"name\":\"tree\"")) {
      throw refused("a booster of LightGBM", "lightgbm");
    }
    if (head.startsWith("CBM1") || head.contains("\"oblivious_trees\"")) {
      throw refused("a model of CatBoost", "catboost");
    }
    if (head.startsWith("\u0089HDF")) {
      throw refused("a model of Keras in HDF5", "keras");
    }
    if (head.startsWith("PK\u0003\u0004")) {
      throw archive(bytes);
    }
    if (head.startsWith("\u0093NUMPY")) {
      throw refused("an array of numpy, no model", "");
    }
    if (head.startsWith("[") || head.startsWith("booster[")) {
      throw refused("a dump of trees for people to read, which has lost digits", "xgboost");
    }
  }

  private static IllegalArgumentException archive(byte[] bytes) {
    Map<String, byte[]> parts = read(bytes);
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      String name = part.getKey();
      if (name.endsWith("data.pkl")) {
        return refused(pickledClass(part.getValue()) + " of PyTorch", "torch");
      }
      if (name.equals("config.json")) {
        return refused(className(part.getValue()) + " of Keras", "keras");
      }
      if (name.equals("schema.json")) {
        return refused(className(part.getValue()) + " of scikit-learn, saved by skops", "sklearn");
      }
    }
    return refused("an archive of " + parts.keySet().stream().limit(5).toList(), "");
  }

  private static Map<String, byte[]> read(byte[] bytes) {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    // By its directory: PyTorch's entries do not say at their beginning how long they are.
    try (ZipFile zip = ZipFile.builder().setByteArray(bytes).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        try (InputStream in = zip.getInputStream(entry)) {
          parts.put(entry.getName(), in.readNBytes(SMALL));
        }
      }
    } catch (IOException e) {
      // what could be read is enough for a refusal
    }
    return parts;
  }

  private static String pickledClass(byte[] pickle) {
    Matcher name =
        Pattern.compile("c(__torch__[\\w.]*|torch[\\w.]*|collections|__main__)\n(\\w+)\n")
            .matcher(new String(pickle, StandardCharsets.ISO_8859_1));
    if (!name.find()) {
      return "a model";
    }
    return name.group(1).equals("collections")
        ? "a state_dict (weights without their network)"
        : name.group(1) + "." + name.group(2);
  }

  private static String className(byte[] json) {
    Matcher name = CLASS.matcher(new String(json, StandardCharsets.UTF_8));
    return name.find() ? "a " + name.group(1) : "a model";
  }

  private static IllegalArgumentException refused(String what, String library) {
    return new IllegalArgumentException(
        "it holds " + what + "; " + ExportInstructions.forKind(library));
  }
}
