package config;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version as the jar's manifest states it. */
public final class ProgramVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"dromedary " + version()};
  }

  public static String version() {
    return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
