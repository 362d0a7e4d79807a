// The Pulumi Kubernetes provider, built from its Go module. The module carries the provider but not the
// generated schema-embed.json of its own main package, so this main embeds the schema.json that it does carry.
package main

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

// Both files come from the module; the build lays them beside this file (an overlay, nothing is copied).
//
//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	provider.Serve("kubernetes", version.Version, versioned(schema), terraformMapping)
}

// versioned sets the schema's version, as the official build does: SDKs read it to pick their plugin.
func versioned(schema []byte) []byte {
	head := []byte(`{` + "\n" + `    "name": "kubernetes",`)
	return bytes.Replace(schema, head, fmt.Appendf(head, "\n    \"version\": %q,", version.Version), 1)
}
