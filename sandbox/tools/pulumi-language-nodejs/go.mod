module job-race/sandbox/tools/pulumi-language-nodejs

go 1.25.11

tool github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs

replace github.com/pulumi/pulumi/sdk/v3 => github.com/pulumi/pulumi/sdk/v3 v3.67.1

require github.com/pulumi/pulumi/sdk/v3 v3.67.1 // indirect

require github.com/spf13/cobra v1.10.2 // indirect

require github.com/Microsoft/go-winio v0.6.2 // indirect

require github.com/ProtonMail/go-crypto v1.4.1 // indirect

require github.com/agext/levenshtein v1.2.3 // indirect

require github.com/apparentlymart/go-textseg/v15 v15.0.0 // indirect

require github.com/blang/semver v3.5.1+incompatible // indirect

require github.com/clipperhouse/uax29/v2 v2.7.0 // indirect

require github.com/cloudflare/circl v1.6.3 // indirect

require github.com/davecgh/go-spew v1.1.2-0.20180830191138-d8f796af33cc // indirect

require github.com/djherbis/times v1.5.0 // indirect

require github.com/emirpasic/gods v1.18.1 // indirect

require github.com/gofrs/uuid v4.2.0+incompatible // indirect

require github.com/gogo/protobuf v1.3.2 // indirect

require github.com/golang/glog v1.2.5 // indirect

require github.com/golang/protobuf v1.5.4 // indirect

require github.com/google/shlex v0.0.0-20191202100458-e7afc7fbc510 // indirect

require github.com/grpc-ecosystem/grpc-opentracing v0.0.0-20180507213350-8e809c8a8645 // indirect

require github.com/hashicorp/errwrap v1.1.0 // indirect

require github.com/hashicorp/go-multierror v1.1.1 // indirect

require github.com/hashicorp/hcl/v2 v2.24.0 // indirect

require github.com/inconshreveable/mousetrap v1.1.0 // indirect

require github.com/kevinburke/ssh_config v1.6.0 // indirect

require github.com/klauspost/cpuid/v2 v2.3.0 // indirect

require github.com/mattn/go-colorable v0.1.14 // indirect

require github.com/mattn/go-isatty v0.0.24 // indirect

require github.com/mattn/go-runewidth v0.0.28 // indirect

require github.com/mitchellh/go-ps v1.0.0 // indirect

require github.com/mitchellh/go-wordwrap v1.0.1 // indirect

require github.com/opentracing/basictracer-go v1.1.0 // indirect

require github.com/opentracing/opentracing-go v1.2.0 // indirect

require github.com/pjbgf/sha1cd v0.6.0 // indirect

require github.com/pkg/errors v0.9.1 // indirect

require github.com/pkg/term v1.1.0 // indirect

require github.com/pmezard/go-difflib v1.0.1-0.20181226105442-5d4384ee4fb2 // indirect

require github.com/rivo/uniseg v0.4.7 // indirect

require github.com/rogpeppe/go-internal v1.14.1 // indirect

require github.com/sabhiram/go-gitignore v0.0.0-20210923224102-525f6e181f06 // indirect

require github.com/santhosh-tekuri/jsonschema/v5 v5.3.1 // indirect

require github.com/sergi/go-diff v1.4.0 // indirect

require github.com/spf13/pflag v1.0.10 // indirect

require github.com/texttheater/golang-levenshtein v1.0.1 // indirect

require github.com/uber/jaeger-client-go v2.30.0+incompatible // indirect

require github.com/uber/jaeger-lib v2.4.1+incompatible // indirect

require github.com/zclconf/go-cty v1.16.3 // indirect

require go.opentelemetry.io/otel v1.45.0 // indirect

require go.opentelemetry.io/otel/sdk/metric v1.45.0 // indirect

require go.uber.org/atomic v1.11.0 // indirect

require golang.org/x/crypto v0.55.0 // indirect

require golang.org/x/mod v0.38.0 // indirect

require golang.org/x/net v0.58.0 // indirect

require golang.org/x/sync v0.22.0 // indirect

require golang.org/x/sys v0.47.0 // indirect

require golang.org/x/term v0.45.0 // indirect

require golang.org/x/text v0.41.0 // indirect

require golang.org/x/tools v0.48.0 // indirect

require google.golang.org/genproto/googleapis/rpc v0.0.0-20260819154853-08b0e4226688 // indirect

require google.golang.org/grpc v1.83.1 // indirect

require google.golang.org/protobuf v1.36.12 // indirect

require gopkg.in/yaml.v3 v3.0.1 // indirect

require lukechampine.com/frand v1.5.1 // indirect

require (
	github.com/acomagu/bufpipe v1.0.3 // indirect
	github.com/cheggaaa/pb v1.0.29 // indirect
	github.com/fatih/color v1.18.0 // indirect
	github.com/gliderlabs/ssh v0.3.8 // indirect
	github.com/go-git/gcfg v1.5.0 // indirect
	github.com/go-git/go-billy/v5 v5.4.0 // indirect
	github.com/go-git/go-git/v5 v5.6.0 // indirect
	github.com/imdario/mergo v0.3.13 // indirect
	github.com/jbenet/go-context v0.0.0-20150711004518-d14ea06fba99 // indirect
	github.com/skeema/knownhosts v1.1.0 // indirect
	github.com/stretchr/testify v1.11.1 // indirect
	github.com/tweekmonster/luser v0.0.0-20161003172636-3fa38070dbd7 // indirect
	github.com/xanzy/ssh-agent v0.3.3 // indirect
	gopkg.in/warnings.v0 v0.1.2 // indirect
	sourcegraph.com/sourcegraph/appdash v0.0.0-20211028080628-e2786a622600 // indirect
)
