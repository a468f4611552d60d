package domain;

import org.slf4j.Logger;

/** Breaks a law on purpose: domain imports nothing but the JDK. */
public final class PlantedLibraryImport {
  Logger planted;
}
