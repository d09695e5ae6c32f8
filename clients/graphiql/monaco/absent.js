// In the place of Monaco's editors for comparing, which nobody opens here.
export class DiffEditorWidget {}
export class MultiDiffEditorWidget {}
