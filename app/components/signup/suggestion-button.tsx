"use client";

/**
 * "Did you mean …?" With a script the button fills the field, to be looked at once more. Without one it sends the form
 * again with that address in place of the typed one.
 */
export function SuggestionButton({ address, fieldId }: { address: string; fieldId: string }) {
  return (
    <button
      type="submit"
      name="suggestion"
      value={address}
      className="min-h-11 cursor-pointer justify-self-start rounded-baton border-2 border-edge px-4 py-1.5 text-left text-small font-semibold hover:border-ink"
      onClick={(press) => {
        const field = document.getElementById(fieldId);
        if (!(field instanceof HTMLInputElement)) return;
        press.preventDefault();
        field.value = address;
        field.focus();
      }}
    >
      Did you mean {address}?
    </button>
  );
}
