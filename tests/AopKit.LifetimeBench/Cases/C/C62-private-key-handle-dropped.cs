// source: jstedfast/MimeKit 86180c22d850  https://github.com/jstedfast/MimeKit/commit/86180c22d850
// title: The private key of a certificate is fetched, converted and not disposed of
// story: Each call that asks a certificate for its key makes a new key object with a native handle. The method converts
// it to another form and left the handle to the finalizer.
//// bad
using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

internal static class CertificateExtensions
{
    public static byte[]? ExportKey(this X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);

        AsymmetricAlgorithm? key = null;

        if (certificate.HasPrivateKey)
        {
            switch (certificate.PublicKey.Oid.Value)
            {
                case "1.2.840.113549.1.1.1":
                    key = certificate.GetRSAPrivateKey(); // bug
                    break;

                case "1.2.840.10045.2.1":
                    key = certificate.GetECDiffieHellmanPrivateKey(); // bug
                    break;
            }
        }

        return key?.ExportPkcs8PrivateKey();
    }
}

//// clean
using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

internal static class CertificateExtensions
{
    public static byte[]? ExportKey(this X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);

        AsymmetricAlgorithm? key = null;

        try
        {
            if (certificate.HasPrivateKey)
            {
                switch (certificate.PublicKey.Oid.Value)
                {
                    case "1.2.840.113549.1.1.1":
                        key = certificate.GetRSAPrivateKey();
                        break;

                    case "1.2.840.10045.2.1":
                        key = certificate.GetECDiffieHellmanPrivateKey();
                        break;
                }
            }

            return key?.ExportPkcs8PrivateKey();
        }
        finally
        {
            key?.Dispose();
        }
    }
}
