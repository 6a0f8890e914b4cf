package io.roarbench.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.NameConstraintValidatorException;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PKIXNameConstraintValidator;

/**
 * A certificate authority of this machine's own, kept in a folder: {@code ca.pem}, which clients are to trust, and
 * {@code ca-key.pem} (mode 0600). It can certify only {@code localhost}, names below it, loopback addresses and what it was
 * made for (X.509 name constraints), so that who trusts it need not fear for any other host. Thread-safe.
 */
public final class LocalAuthority {

    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private final Certificates certificates = new Certificates();
    private final Path directory;
    private X509Certificate certificate;
    private PrivateKey key;

    private LocalAuthority(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the authority of that folder, or makes one (valid for five years) if there is none. Safe against others doing
     * the same at the same time.
     *
     * @param names host names and addresses beyond this machine's own that a new one may certify; may be empty
     * @throws IOException if its files cannot be read or written, do not belong together, or others may read the key
     */
    public static synchronized LocalAuthority in(Path directory, Collection<String> names) throws IOException {
        LocalAuthority authority = new LocalAuthority(directory);
        Set<String> checked = ServerNames.checked(names);
        Files.createDirectories(directory, permissions("rwx------"));
        try (FileChannel channel = FileChannel.open(directory.resolve(".lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), permissions("rw-------"));
                FileLock held = channel.lock()) {
            // The certificate is written last: where it is, the key is, too.
            if (Files.exists(authority.certificateFile())) {
                authority.load();
            } else {
                authority.make(checked);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authority in " + directory + " cannot be used: " + e.getMessage()
                    + "; remove the folder, and a new one is made", e);
        }
        return authority;
    }

    private static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    /** What clients are to trust, as PEM. */
    public Path certificateFile() {
        return directory.resolve("ca.pem");
    }

    private Path keyFile() {
        return directory.resolve("ca-key.pem");
    }

    X509Certificate certificate() {
        return certificate;
    }

    private void make(Set<String> names) throws IOException, GeneralSecurityException {
        KeyPair pair = certificates.newKey();
        key = pair.getPrivate();
        certificate = certificates.authority(pair, names, Instant.now());
        replace(keyFile(), PRIVATE, "PRIVATE KEY", key.getEncoded());
        replace(certificateFile(), PUBLIC, "CERTIFICATE", certificate.getEncoded());
    }

    /** Whole or not at all, and never readable by others in between. */
    private static void replace(Path file, Set<PosixFilePermission> mode, String label, byte[] der) throws IOException {
        String text = "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
        Path temporary = Files.createTempFile(file.getParent(), ".new", ".pem", PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            Files.writeString(temporary, text, StandardCharsets.US_ASCII);
            Files.setPosixFilePermissions(temporary, mode);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void load() throws IOException, GeneralSecurityException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(keyFile());
        if (!PRIVATE.containsAll(mode)) {
            throw new IOException(keyFile() + " has mode " + PosixFilePermissions.toString(mode) + ", so that others may have "
                    + "the key; remove the folder, and a new authority is made");
        }
        try (InputStream in = Files.newInputStream(certificateFile())) {
            certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        String text = Files.readString(keyFile(), StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        try {
            key = KeyFactory.getInstance("EC").generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.trim())));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("ca-key.pem is no PEM file", e);
        }
    }

    /**
     * Certifies a server, and checks the result as a client would.
     *
     * @throws IOException if this authority may not certify one of the names, or its own time is over
     */
    Identity certify(Collection<String> names) throws IOException {
        try {
            KeyPair pair = certificates.newKey();
            X509Certificate server = certificates.server(pair.getPublic(), names, certificate, key, Instant.now());
            PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(certificate, null)));
            trust.setRevocationEnabled(false);
            certificate.checkValidity();
            requirePermitted(names);
            CertPathValidator.getInstance("PKIX").validate(
                    CertificateFactory.getInstance("X.509").generateCertPath(List.of(server)), trust);
            return new Identity(pair.getPrivate(), server, certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authority in " + directory + " cannot certify " + names + ": "
                    + e.getMessage() + "; name another folder, or remove this one, and a new one is made", e);
        }
    }

    /** Java does not look at the constraints of a trust anchor; OpenSSL, Go and browsers do. */
    private void requirePermitted(Collection<String> names) throws GeneralSecurityException {
        byte[] wrapped = certificate.getExtensionValue(Extension.nameConstraints.getId());
        if (wrapped == null) {
            return; // Somebody's own authority: it may certify all.
        }
        PKIXNameConstraintValidator validator = new PKIXNameConstraintValidator();
        validator.intersectPermittedSubtree(NameConstraints.getInstance(ASN1OctetString.getInstance(wrapped).getOctets())
                .getPermittedSubtrees());
        for (String name : names) {
            try {
                validator.checkPermitted(new GeneralName(
                        ServerNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name));
            } catch (NameConstraintValidatorException e) {
                throw new GeneralSecurityException(name + " is not among what it was made for", e);
            }
        }
    }

    /** A key with its certificates. */
    record Identity(PrivateKey key, X509Certificate server, X509Certificate authority) {
    }
}
