<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\RunItem;

/** Pure: compares pages of the new database's price list with what the shop knows of the items. */
final class RehearsalPage {

	/** @var array<string, RunItem> By code: one for each item that was shown, also where nothing differs, so that the missing ones can be told. */
	public array $items = [];

	/** On the page that was compared last. */
	public int $new      = 0;
	public int $repeated = 0;

	/** @var array<string, Link> */
	private array $links;

	/** @var array<string, RunItem> */
	private array $known;

	/** @var list<string> */
	private array $unlinked;

	/**
	 * @param array<string, Link>    $links    By code.
	 * @param array<string, RunItem> $known    By code: what this reading found before.
	 * @param list<string>           $unlinked Codes of items that are to have no product.
	 */
	public function __construct( array $links, array $known, array $unlinked ) {
		$this->links    = $links;
		$this->known    = $known;
		$this->unlinked = $unlinked;
	}

	/** What the run item is called: of one without a code, by its id. */
	public static function key( Product $item ): string {
		/* translators: %s: number of an item in SORS */
		return '' !== trim( $item->code ) ? $item->code : Sentence::__( '(no code, SORS number %s)', 'sors-api-for-woocommerce', (string) $item->id );
	}

	/** @param list<Product> $items One page. */
	public function compare( array $items ): void {
		$this->new      = 0;
		$this->repeated = 0;
		foreach ( $items as $item ) {
			$key    = self::key( $item );
			$before = $this->items[ $key ] ?? $this->known[ $key ] ?? null;
			/** @var list<string> $ids */
			$ids = null === $before ? [] : (array) ( $before->payload['ids'] ?? [] );
			if ( in_array( (string) $item->id, $ids, true ) ) {
				++$this->repeated;
				continue;
			}
			++$this->new;
			$found                 = null === $before ? $this->single( $key, $item ) : $this->doubled( $key, $item );
			$found->payload['ids'] = array_merge( $ids, [ (string) $item->id ] );
			$this->items[ $key ]   = $found;
		}
	}

	private function single( string $key, Product $item ): RunItem {
		$link = $this->links[ $item->code ] ?? null;
		$name = Text::cleanLine( (string) $item->name );
		if ( $key !== $item->code ) {
			return RunItem::skipped( $key, $name, Sentence::__( 'It has no code in the new database. Give it one there.', 'sors-api-for-woocommerce' ), 0, Findings::NO_CODE );
		}
		if ( null === $link ) {
			return in_array( $item->code, $this->unlinked, true )
				? new RunItem( $key, $name, RunItem::NONE, RunItem::UNCHANGED )
				: RunItem::skipped( $key, $name, Sentence::__( 'It is in the new database, and no product of the shop is linked with it.', 'sors-api-for-woocommerce' ), 0, Findings::UNLINKED );
		}
		$found           = new RunItem( $key, $name, RunItem::NONE, RunItem::UNCHANGED );
		$found->objectId = $link->objectId;
		if ( $link->isLeftAlone() ) {
			return $found;
		}
		if ( false === $item->active && ! $link->isWithdrawn() ) {
			return RunItem::skipped( $key, $name, Sentence::__( 'It is not active in the new database, so the shop would no longer offer it.', 'sors-api-for-woocommerce' ), $link->objectId, Findings::INACTIVE );
		}
		$rate = null === $item->vatRate ? '' : Decimal::normalise( $item->vatRate );
		if ( '' !== $rate && '' !== $link->vatRate && $rate !== $link->vatRate ) {
			self::differ( $found, 'vat', $link->vatRate, $rate );
		}
		if ( '' !== $link->unit && null !== $item->unit && self::unit( $link->unit ) !== self::unit( $item->unit ) ) {
			self::differ( $found, 'unit', $link->unit, trim( $item->unit ) );
		}
		return $found;
	}

	/** Free text: kom, KOM and kom. are one. */
	private static function unit( string $text ): string {
		return mb_strtolower( rtrim( mb_substr( trim( $text ), 0, 32 ), '. ' ), 'UTF-8' );
	}

	private function doubled( string $key, Product $item ): RunItem {
		$link = $this->links[ $item->code ] ?? null;
		/* translators: %s: code. */
		return RunItem::skipped( $key, Text::cleanLine( (string) $item->name ), Sentence::__( 'Several items in the new database have the code %s. Give each its own there; until then none of them is touched.', 'sors-api-for-woocommerce', $item->code ), null === $link ? 0 : $link->objectId, Findings::DOUBLED );
	}

	/** Notes that a field of the item is another one there. */
	public static function differ( RunItem $found, string $field, string $from, string $to ): void {
		$found->outcome   = RunItem::SKIPPED;
		$found->problem   = Findings::DIFFERS;
		$found->reason    = Sentence::__( 'The new database says something else than the shop. The first sync after the move brings it in.', 'sors-api-for-woocommerce' );
		$found->changes[] = [
			'field' => $field,
			'from'  => $from,
			'to'    => $to,
		];
	}
}
