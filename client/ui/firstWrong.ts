/** Takes the reader to the first field that is marked wrong, if there is one. */
export function firstWrong(form: HTMLElement): boolean {
  const wrong = form.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.focus();
  return wrong !== null;
}
