import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fieldTable } from "./field-table";

const path = join(__dirname, "../../plan/kubectl/job-fields.json");
writeFileSync(path, `${JSON.stringify(fieldTable(), undefined, 2)}\n`);
