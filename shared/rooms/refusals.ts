/** What can be refused in the live room: part of the closed list of `refusal.ts`. */
export const roomsRefusals = {
  "rooms/not-the-mediator": [
    403,
    "只有本案调解员可以这样做。",
    "Only this case's mediator can do this.",
  ],
  "rooms/not-admitted": [
    403,
    "调解员还没有请您进入，请在等候页稍候。",
    "The mediator has not admitted you yet. Please stay on the waiting page.",
  ],
  "rooms/not-waiting": [409, "这个人现在不在等候。", "This person is not waiting now."],
  "rooms/declined": [
    403,
    "调解员这次没有请您进入，原因已显示在页面上。",
    "The mediator did not admit you this time. The reason is shown on the page.",
  ],
  "rooms/media-off": [
    503,
    "视频服务现在不可用。协议、消息和签署照常可用。",
    "Video is not available right now. Drafting, messages and signing still work.",
  ],
} as const;
