import assert from "node:assert/strict";
import fields from "../../../../plan/kubectl/job-fields.json";
import { fieldTable } from "../../../fields/field-table";

describe("The list of a Job's fields", () => {
  it("is the Kubernetes client's: `npm run fields` writes it", () => {
    assert.deepEqual(fields, fieldTable());
  });
});
