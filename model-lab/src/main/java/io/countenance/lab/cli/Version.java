package io.countenance.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The program's version, which the build writes into a resource. */
final class Version implements IVersionProvider {

    static String text() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        }
        return "model-lab " + properties.getProperty("version");
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {text()};
    }
}
