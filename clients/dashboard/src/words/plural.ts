type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** "1 new event", "5 nowych zdarzeń": the form by the language's own rules, # being the number. */
export function pluralFor(language: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  return (count, forms) =>
    (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count));
}
