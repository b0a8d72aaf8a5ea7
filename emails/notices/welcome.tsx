import type { ReactElement } from "react";
import { describeNotice } from "../parts/describe.ts";
import { Notice } from "../parts/notice.tsx";
import { previewNotice } from "../parts/preview.ts";
import type { NoticeProps } from "../parts/props.ts";
import { Item, List, P } from "../parts/prose.tsx";

export const notice = describeNotice({
  kind: "welcome",
  subject: ({ course }) => `Welcome to ${course.title}`,
  preheader: ({ course }) => `What comes when, and where you find your ${course.days} days.`,
});

export default function Welcome(props: NoticeProps): ReactElement {
  const { course, site } = props;
  return (
    <Notice
      slots={props}
      notice={notice}
      title="You are in"
      reason={`You get this because you have a place in ${course.title} at ${site.name}, as you asked.`}
      press="See your days"
      after={
        <P>Keep this email: its button is your way in, no password needed. Anybody who has the email can press it.</P>
      }
    >
      <P>
        Welcome to <strong>{course.title}</strong>, {course.days} lessons with {course.coach}. {props.notice.start}.
      </P>
      <List>
        <Item>Lessons come {props.notice.when}.</Item>
        <Item>Each ends with a button, “I did it”. Press it, and the day’s square fills.</Item>
        <Item>A rest day, where there is one, is part of the plan and never breaks your streak.</Item>
        <Item>A day that you skip stays open on your page. Nothing piles up.</Item>
        <Item>Had enough? Every email has an Unsubscribe link, at the top and at the bottom. It works at once.</Item>
      </List>
    </Notice>
  );
}

Welcome.PreviewProps = previewNotice();
