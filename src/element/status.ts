/** The one word for what an embed is doing. */
export type EmbedStatus = 'idle' | 'loading' | 'ready' | 'refreshing' | 'failed';
