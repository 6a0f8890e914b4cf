package io.roarbench.cli;

import io.roarbench.proxy.ProxyOptions;
import io.roarbench.proxy.tls.LocalAuthority;
import io.roarbench.proxy.tls.ServerTls;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of {@code roar-bench proxy} for TLS on both sides. */
final class ProxyTlsOptions {

    private static final String STANDARD_FOLDER = "";

    @Option(names = "--tls", paramLabel = "DIR", arity = "0..1", fallbackValue = STANDARD_FOLDER,
            description = "Speak TLS with clients, certified by the local certificate authority in DIR (default "
                    + "$XDG_CONFIG_HOME/roar-bench/tls or ~/.config/roar-bench/tls), which is made if there is none.")
    private Path directory;

    @Option(names = "--tls-name", paramLabel = "NAME", description = "Further host name or address that clients use "
            + "(repeatable). A new authority may certify only these and this machine's own.")
    private List<String> names = List.of();

    @Option(names = "--upstream-ca", paramLabel = "FILE", description = "PEM file of the authorities that may certify an "
            + "https upstream (default: those Java trusts).")
    private Path upstreamAuthorities;

    private Path certificate;

    /** Opens or makes the authority. */
    ProxyOptions.Tls open(InetSocketAddress listen) throws IOException {
        if (directory == null) {
            if (!names.isEmpty()) {
                throw new IllegalArgumentException("--tls-name needs --tls");
            }
            return new ProxyOptions.Tls(null, upstreamAuthorities);
        }
        LocalAuthority authority = LocalAuthority.in(directory.toString().equals(STANDARD_FOLDER) ? standardFolder()
                : directory.toAbsolutePath(), names);
        certificate = authority.certificateFile();
        return new ProxyOptions.Tls(ServerTls.of(authority, listen, names), upstreamAuthorities);
    }

    private static Path standardFolder() {
        String configured = System.getenv("XDG_CONFIG_HOME");
        Path base = configured == null || configured.isEmpty() ? Path.of(System.getProperty("user.home"), ".config")
                : Path.of(configured);
        return base.resolve("roar-bench").resolve("tls");
    }

    /** What the line that says ready adds; empty without TLS. */
    String readyField() {
        return certificate == null ? "" : " ca=" + certificate;
    }

    /** Tells how clients get to trust the proxy. */
    void explain(PrintStream err) {
        if (certificate != null) {
            err.println("roar-bench: clients trust the proxy by " + certificate + ":");
            err.println("roar-bench:   AWS CLI, boto3: AWS_CA_BUNDLE=" + certificate);
            err.println("roar-bench:   rclone: --ca-cert " + certificate + "; s3cmd: --ca-certs=" + certificate
                    + "; curl: --cacert " + certificate);
            err.println("roar-bench:   Java: keytool -importcert -noprompt -alias roar-bench -file " + certificate
                    + " -keystore FILE -storepass PASSWORD, then -Djavax.net.ssl.trustStore=FILE");
        }
    }
}
