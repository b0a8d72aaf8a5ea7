import type { Metadata } from "next";
import { Button } from "../../../../components/button.tsx";
import { PressForm } from "../../../components/press-form.tsx";

export const metadata: Metadata = { title: "Sign in" };

type Props = { params: Promise<{ letter: string }> };

/** Where the link of the mail leads. A button, because machines that read mail open every link. */
export default async function LinkPage({ params }: Props) {
  const { letter: token } = await params;
  return (
    <div className="mx-auto max-w-md">
      <h1 className="mb-3 text-title font-extrabold">Welcome back</h1>
      <p className="mb-6 text-quiet">One press, and you are in the studio. The link is used up by it.</p>
      <PressForm action={`/studio/come-in/link/${encodeURIComponent(token)}/now`}>
        <Button type="submit" className="justify-self-start">
          Sign in
        </Button>
      </PressForm>
    </div>
  );
}
