import { z } from "zod";

/** What people read about one setting. Pulumi.yaml's `config` block and the README's table are made of it. */
export interface AboutSetting {
  /** The rest of a sentence that begins with the key; Markdown. */
  readonly meaning: string;
  /** What happens without the setting, where it has no default value. */
  readonly unset?: string;
  /** A value as a person types it, for the command that a mistake is answered with. */
  readonly example: string;
}

const abouts = z.registry<AboutSetting>();

/** Describes a setting. Its default is the form's own. */
export function setting<T extends z.ZodType>(form: T, about: AboutSetting): T {
  abouts.add(form, about);
  return form;
}

/** @throws {TypeError} for a form that nobody described. */
export function aboutOf(form: z.core.$ZodType): AboutSetting {
  const about = abouts.get(form);
  if (about === undefined) throw new TypeError("Expected every setting to be described, got one that is not");
  return about;
}
