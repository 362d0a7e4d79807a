import assert from "node:assert/strict";
import { patchItemsEnv, patchItemsFlag } from "../../../plan/items";
import type { Container } from "../../../plan/lane";
import { describeMistakes } from "../../../plan/describe-mistakes";

const name = "main";
const flag = (container: Omit<Container, "name">) => patchItemsFlag({ name, ...container }, "--count", 3, "own.yaml");
const env = (container: Omit<Container, "name">) => patchItemsEnv({ name, ...container }, "ITEMS", 3, "own.yaml");

function complaint(patched: ReturnType<typeof patchItemsFlag>): string {
  return patched.ok ? "none" : (describeMistakes(patched.mistakes).split("\n")[1] ?? "");
}

describe("The items flag", () => {
  it("is set in the form --flag=N", () => {
    const patched = flag({ args: ["--a", "--count=12", "--counter=1"] });
    assert.deepEqual(patched, { ok: true, value: { name, args: ["--a", "--count=3", "--counter=1"] } });
  });

  it("is set in the form --flag N", () => {
    const patched = flag({ args: ["--count", "12", "--a"] });
    assert.deepEqual(patched, { ok: true, value: { name, args: ["--count", "3", "--a"] } });
  });

  it("is set in the command as well", () => {
    const patched = flag({ command: ["/bin/work", "--count", "12"], args: ["--a"] });
    assert.deepEqual(patched, { ok: true, value: { name, command: ["/bin/work", "--count", "3"], args: ["--a"] } });
  });

  it("leaves the manifest itself as it was", () => {
    const args = Object.freeze(["--count=12"]);
    flag({ args });
    assert.deepEqual(args, ["--count=12"]);
  });

  it("is refused when it is not there", () => {
    const expected =
      '  itemsFlag: expected a flag of container "main" of "own.yaml", got "--count", which is not there';
    assert.equal(complaint(flag({ args: ["--counter=1"] })), expected);
    assert.equal(complaint(flag({})), expected);
  });

  it("is refused when it is there twice", () => {
    assert.equal(
      complaint(flag({ command: ["work", "--count", "1"], args: ["--count=12"] })),
      '  itemsFlag: expected "--count" once in container "main" of "own.yaml", got it 2 times',
    );
  });

  it("is refused when no number follows", () => {
    const expected = '  itemsFlag: expected a number after "--count" in container "main" of "own.yaml", got nothing';
    assert.equal(complaint(flag({ args: ["--count"] })), expected);
    assert.equal(complaint(flag({ args: ["--count", "--a"] })), expected);
  });
});

describe("The items variable", () => {
  it("is set", () => {
    const patched = env({ env: [{ name: "A" }, { name: "ITEMS", value: "12" }] });
    assert.deepEqual(patched, { ok: true, value: { name, env: [{ name: "A" }, { name: "ITEMS", value: "3" }] } });
  });

  it("is refused when it is not there", () => {
    const expected =
      '  itemsEnv: expected a variable of container "main" of "own.yaml", got "ITEMS", which is not there';
    assert.equal(complaint(env({})), expected);
  });

  it("is refused when it is there twice", () => {
    assert.equal(
      complaint(env({ env: [{ name: "ITEMS" }, { name: "ITEMS" }] })),
      '  itemsEnv: expected "ITEMS" once in container "main" of "own.yaml", got it 2 times',
    );
  });

  it("is refused when its value comes from elsewhere", () => {
    assert.equal(
      complaint(env({ env: [{ name: "ITEMS", valueFrom: { configMapKeyRef: { name: "a", key: "b" } } }] })),
      '  itemsEnv: expected a plain value for "ITEMS" in container "main" of "own.yaml", got valueFrom',
    );
  });
});
