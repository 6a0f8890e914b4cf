package io.roarbench.proxy.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes X.509 certificates (RFC 5280) over ECDSA P-256. */
final class Certificates {

    private static final Duration AUTHORITY_LIFE = Duration.ofDays(5 * 365);
    /** The longest that Apple's clients accept. */
    private static final Duration SERVER_LIFE = Duration.ofDays(397);
    /** For clocks that are behind ours, as those of containers and guests may be. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();

    KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** An authority that can certify nothing but those names, names below them, and loopback addresses. */
    X509Certificate authority(KeyPair key, Collection<String> names, Instant now) throws GeneralSecurityException {
        byte[] id = new byte[4];
        random.nextBytes(id);
        X500Name subject = new X500Name("CN=roar-bench local CA " + HexFormat.of().formatHex(id));
        try {
            X509v3CertificateBuilder builder = builder(subject, subject, key.getPublic(), now, now.plus(AUTHORITY_LIFE));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.nameConstraints, true,
                    new NameConstraints(permitted(names).toArray(GeneralSubtree[]::new), null));
            builder.addExtension(Extension.subjectKeyIdentifier, false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key.getPublic()));
            return signed(builder, key.getPrivate());
        } catch (IOException | OperatorException e) {
            throw new GeneralSecurityException("cannot make a certificate authority", e);
        }
    }

    private static List<GeneralSubtree> permitted(Collection<String> names) throws IOException {
        List<GeneralSubtree> permitted = new ArrayList<>();
        permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, "localhost")));
        permitted.add(network(new byte[] {127, 0, 0, 0, (byte) 255, 0, 0, 0}));
        byte[] six = new byte[32];
        System.arraycopy(InetAddress.getByName("::1").getAddress(), 0, six, 0, 16);
        java.util.Arrays.fill(six, 16, 32, (byte) 255);
        permitted.add(network(six));
        for (String name : names) {
            if (ServerNames.isAddress(name)) {
                byte[] address = InetAddress.getByName(name).getAddress();
                byte[] exactly = java.util.Arrays.copyOf(address, address.length * 2);
                java.util.Arrays.fill(exactly, address.length, exactly.length, (byte) 255);
                permitted.add(network(exactly));
            } else {
                permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, name)));
            }
        }
        return permitted;
    }

    /** @param addressAndMask RFC 5280 §4.2.1.10 */
    private static GeneralSubtree network(byte[] addressAndMask) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(addressAndMask)));
    }

    /** A certificate for a server of those names and addresses. */
    X509Certificate server(PublicKey key, Collection<String> names, X509Certificate authority, PrivateKey authorityKey,
            Instant now) throws GeneralSecurityException {
        Instant end = now.plus(SERVER_LIFE);
        Instant last = authority.getNotAfter().toInstant();
        GeneralName[] alternatives = names.stream().map(name -> new GeneralName(
                ServerNames.isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        try {
            X509v3CertificateBuilder builder = builder(new X500Name(authority.getSubjectX500Principal().getName()),
                    new X500Name("CN=roar-bench proxy"), key, now, end.isBefore(last) ? end : last);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            builder.addExtension(Extension.authorityKeyIdentifier, false,
                    extensions.createAuthorityKeyIdentifier(authority.getPublicKey()));
            return signed(builder, authorityKey);
        } catch (IOException | OperatorException e) {
            throw new GeneralSecurityException("cannot make a certificate for " + names, e);
        }
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Instant now, Instant end) {
        return new JcaX509v3CertificateBuilder(issuer, new BigInteger(120, random).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)), Date.from(end), subject, key);
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorException, GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }
}
