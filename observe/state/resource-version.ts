/** Resource versions are numbers on every server that exists; where they are not, the later sight is believed. */
export function isOlder(version: string, than: string | undefined): boolean {
  return than !== undefined && Number(version) < Number(than);
}
