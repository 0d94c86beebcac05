import { Tag } from '../../ui/StatusChip.tsx';
import { IconArchive, IconFolder, IconInbox, IconShieldHalf } from '../../ui/icons.ts';
import { Tile, Tiles } from '../../ui/Tile.tsx';

const services = [
  {
    title: 'Quarantine',
    icon: IconShieldHalf,
    words: 'Will show how many messages are held for you, and why.',
  },
  {
    title: 'Inbox',
    icon: IconInbox,
    words: 'Will show your unread mail, even when your own mail server is away.',
  },
  {
    title: 'Archive',
    icon: IconArchive,
    words: 'Will show how many of your messages are kept, none of them lost.',
  },
  { title: 'Files', icon: IconFolder, words: 'Will show what you share with whom, and until when.' },
] as const;

/** The services to come. Each says what it will show; none pretends. */
export function ServiceTiles() {
  return (
    <Tiles>
      {services.map(({ title, icon: Icon, words }) => (
        <Tile key={title} title={title} icon={<Icon size={20} />} value={<Tag>Not here yet</Tag>}>
          {words}
        </Tile>
      ))}
    </Tiles>
  );
}
