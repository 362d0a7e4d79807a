package item

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/big"
)

const keyBits = 4096

// makeKey makes one RSA key and returns its fingerprint as OpenSSH prints it.
func makeKey() (string, error) {
	key, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return "", err
	}
	return fingerprint(&key.PublicKey), nil
}

// fingerprint hashes the key's wire form of RFC 4253, section 6.6: "ssh-rsa", exponent, modulus.
func fingerprint(key *rsa.PublicKey) string {
	var wire []byte
	for _, field := range [][]byte{[]byte("ssh-rsa"), mpint(big.NewInt(int64(key.E))), mpint(key.N)} {
		wire = binary.BigEndian.AppendUint32(wire, uint32(len(field)))
		wire = append(wire, field...)
	}
	sum := sha256.Sum256(wire)
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
}

// mpint is the two's complement form of RFC 4251, section 5: a leading zero keeps a positive number positive.
func mpint(n *big.Int) []byte {
	bytes := n.Bytes()
	if len(bytes) > 0 && bytes[0]&0x80 != 0 {
		return append([]byte{0}, bytes...)
	}
	return bytes
}
