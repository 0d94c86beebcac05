import type { ReactNode } from 'react';
import classes from './Tile.module.css';

interface TileProps {
  icon: ReactNode;
  title: string;
  /** One number or one short word. */
  value: ReactNode;
  /** One sentence: what the value means, or what will stand here. */
  children: ReactNode;
}

/** One number and one sentence. */
export function Tile({ icon, title, value, children }: TileProps) {
  return (
    <section className={classes.tile} aria-label={title}>
      <div className={classes.head}>
        <span className={classes.icon} aria-hidden="true">
          {icon}
        </span>
        <h2 className={classes.title}>{title}</h2>
      </div>
      <div className={classes.value}>{value}</div>
      <p className={classes.words}>{children}</p>
    </section>
  );
}

/** Tiles side by side, as many as fit. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={classes.tiles}>{children}</div>;
}
