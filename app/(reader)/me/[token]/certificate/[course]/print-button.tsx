"use client";

import { Button } from "../../../../../components/button.tsx";

/** Opens the browser's own window for printing, which can save a PDF too. Where no script runs it is not shown. */
export function PrintButton() {
  return (
    <Button type="button" className="needs-script" onClick={() => window.print()}>
      Print or save as PDF
    </Button>
  );
}
