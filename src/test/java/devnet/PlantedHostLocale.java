package devnet;

/** Breaks two laws on purpose: digits and case depend on the host's locale. */
public final class PlantedHostLocale {
  String planted(int height) {
    return "HEIGHT %d".formatted(height).toLowerCase();
  }
}
