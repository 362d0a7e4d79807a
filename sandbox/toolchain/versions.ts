/** Versions of the tools, as their releases call them; `sandbox/tools/<module>/go.mod` has the same. */
export const etcd = "3.6.13";
export const containerd = "2.2.9";
export const cni = "1.9.0";
export const kubernetes = "1.34.4";
export const pulumi = "3.259.0";
export const kubernetesProvider = "4.25.0";
export const commandProvider = "1.2.1";
export const go = "1.26.8";
