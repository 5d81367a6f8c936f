<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\Text;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\UnreadableRecords;

/** Pure: compares pages of the price list with the shop, and tells repeated items from two items with one code. */
final class CatalogPage {

	/** @var list<int> Ids of links that only have to be marked as seen. */
	public array $seenLinks = [];
	/** @var list<Link> Links to be stored, since something of the item is new. */
	public array $changedLinks = [];
	/** @var array<int|string, string> Code => name of items whose products turned out to be deleted. */
	public array $deleted = [];
	/** @var array<string, Link> By code: nothing is to be done about their products. */
	public array $same = [];
	/** On the page that was compared last. */
	public int $new      = 0;
	public int $repeated = 0;
	/** On all of them. */
	public int $unchanged  = 0;
	public int $skipped    = 0;
	public int $unreadable = 0;
	/** @var array<string, array{names: array<string, string>, item: RunItem|null}> By code: names in SORS by id, and what is planned. */
	private array $found = [];
	/** @var list<string> Codes of products that were left alone until now. */
	public array $broughtIn = [];
	private Run $run;
	/** @var array<int|string, true> By code: those of which it has to be known that they were compared. */
	private array $waiting;

	/** @param array<int|string, true> $waiting By code: those of which something waits for a person. */
	public function __construct( Run $run, array $waiting = [] ) {
		$this->run     = $run;
		$this->waiting = $waiting;
	}

	/**
	 * @param list<Product>                 $items    One page.
	 * @param array<string, CatalogSubject> $subjects By code.
	 * @param array<string, RunItem>     $known    By code: what this reading has found out before.
	 */
	public function compare( array $items, array $subjects, array $known, CatalogPlanner $planner ): void {
		$this->new      = 0;
		$this->repeated = 0;
		foreach ( $items as $item ) {
			$key     = self::key( $item );
			$subject = $subjects[ $item->code ];
			$names   = $this->found[ $key ]['names'] ?? $this->namesBefore( $known[ $key ] ?? null, $subject->link );
			if ( isset( $names[ (string) $item->id ] ) ) {
				++$this->repeated;
				continue;
			}
			++$this->new;
			$faults                      = [] === $item->faults() ? [] : $item->faults( $planner->rules->unneeded( null === $subject->state && ! $subject->isSame() ) );
			$this->unreadable           += [] === $faults ? 0 : 1;
			$before                      = $this->found[ $key ]['item'] ?? $known[ $key ] ?? null;
			$names[ (string) $item->id ] = (string) $item->name;
			$this->found[ $key ]         = [
				'names' => $names,
				'item'  => 1 === count( $names ) ? ( [] === $faults ? $this->single( $item, $subject, $planner ) : $this->unread( $item, $subject, $faults ) ) : $this->doubled( $item, $names, $subject, null === $before ? RunItem::UNCHANGED : $before->outcome ),
			];
		}
	}

	/** @return list<RunItem> To be stored. */
	public function items(): array {
		return array_values( array_filter( array_column( $this->found, 'item' ) ) );
	}

	/**
	 * Items that this reading may have shown before, so that their run items have to be looked up. Each page marks the
	 * links that it shows: if an earlier reading marked it last, its item comes for the first time.
	 *
	 * @param list<Product>                 $items
	 * @param array<string, CatalogSubject> $subjects By code.
	 * @return list<string> What their run items are called.
	 */
	public function perhapsKnown( array $items, array $subjects ): array {
		$keys = [];
		foreach ( $items as $item ) {
			$link = $subjects[ $item->code ]->link;
			if ( null === $link || 0 === $link->seenRunId || $link->wasSeen( $this->run->id, $this->run->cursor->reading ) ) {
				$keys[ self::key( $item ) ] = self::key( $item );
			}
		}
		return array_values( $keys );
	}

	/** The code; items without one are distinguished by their id, or their name. */
	private static function key( Product $item ): string {
		/* translators: %s: number of an item in SORS */
		return '' !== trim( $item->code ) ? $item->code : Sentence::__( '(no code, SORS number %s)', 'sors-api-for-woocommerce', $item->id ?? "— $item->name" );
	}

	private function single( Product $item, CatalogSubject $subject, CatalogPlanner $planner ): ?RunItem {
		if ( null !== $subject->link && $subject->isSame() && null === $subject->failure ) {
			++$this->unchanged;
			$this->see( $subject->link, false );
			return null;
		}
		$before = null === $subject->link ? null : clone $subject->link;
		if ( null !== $subject->link ) {
			if ( $planner->followGroup( $subject->link, $item ) ) {
				$this->broughtIn[]            = $item->code;
				$this->waiting[ $item->code ] = true;
			}
			// Another plugin may have moved a variation.
			$subject->link->productId = null === $subject->state ? $subject->link->productId : $subject->state->productId();
		}
		$key     = self::key( $item );
		$name    = Text::cleanLine( (string) $item->name );
		$plan    = $planner->plan( $item, $subject );
		$planned = $plan->item( $key, $name );
		// A later page may show a second item with its code, and that one be meant: the link is told once all pages have been read, or orders would go out with whichever is listed first.
		$mayBeAnother = null !== $subject->link && ( Link::DUPLICATE === $subject->link->state || ( $subject->link->database === $this->run->database && ! in_array( $subject->link->sorsId, [ '', (string) $item->id ], true ) ) );
		if ( $mayBeAnother && null !== $subject->state && ( null === $planned || RunItem::PLANNED !== $planned->outcome ) ) {
			$planned           = new RunItem( $key, $name, RunItem::UPDATE, RunItem::PLANNED );
			$planned->objectId = $subject->link->objectId;
		}
		$planned = $planned ?? ( isset( $this->waiting[ $item->code ] ) ? RunItem::same( $key, $name, $subject->objectId() ) : null );
		$outcome = null === $planned ? RunItem::UNCHANGED : $planned->outcome;
		$this->unchanged += RunItem::UNCHANGED === $outcome ? 1 : 0;
		$this->skipped   += RunItem::SKIPPED === $outcome ? 1 : 0;
		if ( null !== $planned ) {
			$planned->danger = RunItem::CREATE === $planned->action && 'publish' === $plan->data->status ? Danger::PUBLISH : $planned->danger;
			$planned->payload = [ 'names' => [ (string) $item->id => $name ], 'item' => null ];
			if ( RunItem::PLANNED === $outcome ) {
				// What is needed to plan it again.
				$planned->payload['item'] = array_filter( get_object_vars( $item ), static fn( $value ): bool => null !== $value );
			}
		}
		if ( null !== $subject->link ) {
			if ( ! $mayBeAnother ) {
				CatalogItemWriter::identify( $this->run, $subject->link, $item );
			}
			if ( ! $mayBeAnother && $plan->isUnchanged() ) {
				// Otherwise it is set when the plan is applied, which has to know what the product was created as.
				$subject->link->itemType = (string) $item->itemType;
				$plan->noteIn( $subject->link );
			}
			// Same class, compared property by property.
			$this->see( $subject->link, $before != $subject->link );
			if ( null === $planned && '' !== $subject->fingerprint && [] === $plan->notes && null !== $subject->state && null === $subject->state->variations ) {
				$this->same[ $item->code ] = $subject->link;
			}
		}
		if ( RunItem::DELETED === $plan->problem ) {
			$this->deleted[ $item->code ] = $name;
		}
		return $planned;
	}

	/**
	 * It is there, and nothing of its product changes.
	 *
	 * @param non-empty-array<string, string> $faults See Record::faults().
	 */
	private function unread( Product $item, CatalogSubject $subject, array $faults ): RunItem {
		++$this->skipped;
		if ( null !== $subject->link ) {
			$this->see( $subject->link, false );
		}
		$link             = $subject->link ?? $subject->former;
		$name             = Text::cleanLine( (string) ( $item->name ?? $item->code ) );
		$planned          = RunItem::skipped( self::key( $item ), $name, UnreadableRecords::reason( $faults ), null === $link ? 0 : $link->objectId, UnreadableRecords::PROBLEM );
		$planned->payload = [ 'names' => [ (string) $item->id => $name ] ];
		return $planned;
	}

	/**
	 * A second item with the code of another: only a person can say which one is meant.
	 *
	 * @param array<string, string> $names  Id in SORS => name, of all items that have the code.
	 * @param string                $before What had been found of the ones before.
	 */
	private function doubled( Product $item, array $names, CatalogSubject $subject, string $before ): RunItem {
		$this->unchanged -= RunItem::UNCHANGED === $before ? 1 : 0;
		$this->skipped   += RunItem::SKIPPED === $before ? 1 : 2;
		if ( null !== $subject->link ) {
			$subject->link->state = Link::DUPLICATE;
			$this->see( $subject->link, true );
		}
		$names = array_map( [ Text::class, 'cleanLine' ], $names );
		$list  = [];
		foreach ( $names as $id => $name ) {
			/* translators: 1: item name, 2: number of the item in SORS */
			$list[] = Sentence::__( '“%1$s” (SORS number %2$s)', 'sors-api-for-woocommerce', $name, (string) $id );
		}
		$planned = RunItem::skipped(
			self::key( $item ),
			Text::cleanLine( (string) $item->name ),
			/* translators: 1: code, 2: list of items */
			Sentence::__( 'Several items in SORS have the code %1$s: %2$s. Give each its own there; until then none of them is touched.', 'sors-api-for-woocommerce', $item->code, implode( ', ', $list ) ),
			$subject->objectId(),
			'duplicate_code'
		);
		$planned->payload = [ 'names' => $names ];
		return $planned;
	}

	public function see( Link $link, bool $changed ): void {
		$link->seenRunId   = $this->run->id;
		$link->seenReading = $this->run->cursor->reading;
		if ( $changed ) {
			$this->changedLinks[] = $link;
		} else {
			$this->seenLinks[] = $link->id;
		}
	}

	/** @return array<string, string> Id in SORS => name, of the items with this code that this reading has shown before. */
	private function namesBefore( ?RunItem $known, ?Link $link ): array {
		if ( null !== $known ) {
			/** @var array<string, string> $names As single() or doubled() stored them. */
			$names = (array) ( $known->payload['names'] ?? [] );
			return $names;
		}
		return null !== $link && $link->wasSeen( $this->run->id, $this->run->cursor->reading ) ? [ $link->sorsId => $link->code ] : [];
	}
}
