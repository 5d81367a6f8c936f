<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Images;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Images\ImageFile;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\KindOfRun;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\StepBudget;
use SorsApi\Sync\Engine\UnwrittenItem;

defined( 'ABSPATH' ) || exit;

/** Pictures of SORS' items: main picture and gallery of the shop's products. Compares them and keeps what differs; writing is ImagesApplying's. */
final class ImagesRun implements KindOfRun {

	/** Links whose state in the shop is looked up together. */
	private const SIZE = 100;
	/** Of these, as many as are requested from SORS before the cursor is saved: each takes a request of its own, all at once where that is possible. */
	private const REQUESTS = 10;

	private ImagesLookup $lookup;

	public function __construct( ImagesLookup $lookup ) {
		$this->lookup = $lookup;
	}

	public function advance( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		switch ( $run->cursor->phase ) {
			case Cursor::START:
				$this->begin( $run, $lease, $settings );
				break;
			case Cursor::COMPARE:
				$this->compare( $run, $lease, $settings, $budget );
				break;
			case Cursor::ITEMS:
				ImagesApplying::items( $this->lookup, $run, $lease, $settings, $budget );
				break;
			default:
				Approval::end( $run, $lease, static function (): void {} );
		}
	}

	private function begin( Run $run, Lease $lease, Settings $settings ): void {
		$run->resetCounts();
		$run->state   = Run::READING;
		$run->message = Sentence::__( 'Reading from SORS.', 'sors-api-for-woocommerce' );
		$run->cursor->enter( Cursor::COMPARE );
		ImageFile::sweep();
		$refusal = $this->refusal( $settings );
		if ( null !== $refusal ) {
			$run->succeed( $refusal );
		}
		$lease->hold( $run, static function (): void {} );
	}

	private function compare( Run $run, Lease $lease, Settings $settings, StepBudget $budget ): void {
		$size    = $run->cursor->size( self::SIZE );
		$page    = $this->next( $run, $size );
		$shop    = $this->lookup->load( $page, $settings );
		$waiting = PendingChanges::codes( $run->kind, array_column( $page, 'code' ) );
		$found   = [];
		$listed  = [];
		$done    = 0;
		$alone   = 0;
		$lease->renew();
		$this->lookup->listAhead( $run, array_slice( array_filter( $shop, static fn( ImagesSubject $subject ): bool => self::isListed( $run, $subject ) ), 0, self::REQUESTS ) );
		foreach ( $page as $link ) {
			if ( count( $listed ) >= self::REQUESTS || ( [] !== $listed && ! $budget->allows() ) ) {
				break;
			}
			$subject = $shop[ $link->code ] ?? null;
			$skipped = self::unfit( $run, $link, $subject );
			if ( null !== $skipped ) {
				$found[] = $skipped;
			} elseif ( $link->isLeftAlone() ) {
				++$alone; // The link says so; there are many runs.
			} elseif ( null !== $subject && self::isListed( $run, $subject ) ) {
				$lease->renew();
				try {
					$refused = $this->lookup->list( $run, $subject );
				} catch ( SorsError $error ) {
					if ( 0 === $done ) {
						throw $error;
					}
					// What SORS has listed so far is worth keeping; the rest is requested next, and may fail again.
					break;
				}
				if ( null === $refused ) {
					$listed[] = $subject;
				} else {
					$found[] = $subject->skipped( $refused );
				}
			} elseif ( null !== $subject && $link->isFollowed() && isset( $waiting[ $link->code ] ) ) {
				$found[] = $subject->same();
			}
			++$done;
			$run->cursor->after = $link->id;
		}
		$lease->renew();
		$this->lookup->fetch( $listed, false );
		$refreshed = [];
		foreach ( $listed as $subject ) {
			// Of those that wait it has to be known that they were compared.
			$found[] = ( new ImagesPlan( $subject ) )->item() ?? ( isset( $waiting[ $subject->link->code ] ) ? $subject->same() : null );
			array_push( $refreshed, ...self::refreshed( $subject ) );
			$subject->drop();
		}
		$run->skipped   += $alone;
		$run->unchanged -= $alone;
		$this->save( $run, $lease, $settings, array_values( array_filter( $found ) ), $refreshed, $done, count( $page ) === $done && $done < $size );
	}

	public function passOver( Run $run, Lease $lease, string $reason ): bool {
		$link = Cursor::COMPARE === $run->cursor->phase ? $this->next( $run, 1 )[0] ?? null : null;
		if ( null === $link ) {
			return Cursor::ITEMS === $run->cursor->phase && UnwrittenItem::passOver( $run, $lease, $reason );
		}
		$run->cursor->after = $link->id;
		++$run->processed;
		++$run->skipped;
		$item = RunItem::skipped( $link->code, $link->code, $reason, $link->objectId, 'cut_off' );
		$lease->hold( $run, static fn() => RunItems::put( $run->id, $run->cursor->reading, [ $item ] ) );
		return true;
	}

	/** @return list<Link> In the order of their ids; in a run of some items no others. */
	private function next( Run $run, int $size ): array {
		if ( ! $run->limited ) {
			return Links::after( $run->cursor->after, $size );
		}
		$left = array_filter( Links::byCodes( $run->cursor->only ), static fn( Link $link ): bool => $link->id > $run->cursor->after );
		usort( $left, static fn( Link $one, Link $other ): int => $one->id <=> $other->id );
		return array_slice( $left, 0, $size );
	}

	private function refusal( Settings $settings ): ?string {
		if ( 'never' === $settings->fields['images'] ) {
			return Sentence::__( 'Nothing was done: the settings say that images are never taken from SORS. Change that under SORS API → Settings → Products, then start again.', 'sors-api-for-woocommerce' );
		}
		if ( 0 === Links::count() ) {
			return Sentence::__( 'Nothing was done: no product of the shop is linked to SORS yet. Bring in the catalogue first, then the images.', 'sors-api-for-woocommerce' );
		}
		return $this->lookup->isPossible() ? null : Sentence::__( 'Nothing was done: this SORS does not offer images.', 'sors-api-for-woocommerce' );
	}

	/** Whether SORS is to list its pictures. */
	private static function isListed( Run $run, ImagesSubject $subject ): bool {
		$link = $subject->link;
		return null === self::unfit( $run, $link, $subject ) && ! $link->isLeftAlone() && ! $subject->state->isTrashed()
			&& ! in_array( $link->state, [ Link::DISCONTINUED, Link::DUPLICATE ], true ) && $subject->needsList();
	}

	private static function unfit( Run $run, Link $link, ?ImagesSubject $subject ): ?RunItem {
		if ( null === $subject ) {
			return RunItem::skipped( $link->code, $link->code, RunItem::whyDeleted(), 0, RunItem::DELETED );
		}
		if ( ! $link->isLeftAlone() && ( $link->database !== $run->database || '' === $link->sorsId ) ) {
			return $subject->skipped( Sentence::__( 'Its number in this SORS database is not known yet. Run the catalogue first, then the images again.', 'sors-api-for-woocommerce' ), 'other_database' );
		}
		return null;
	}

	/** @return list<StoredImage> Unchanged pictures that have another address or validator now. */
	private static function refreshed( ImagesSubject $subject ): array {
		$stored = [];
		foreach ( $subject->pictures as $picture ) {
			$image = '' === $picture->url || '' === $picture->hash ? null : $subject->imageOf( $picture );
			$url   = hash( 'sha256', $picture->url );
			if ( null !== $image && ( $image->validator !== $picture->validator || $image->urlHash !== $url ) ) {
				$image->validator = $picture->validator;
				$image->urlHash   = $url;
				$stored[]         = $image;
			}
		}
		return $stored;
	}

	/**
	 * @param list<RunItem>     $found
	 * @param list<StoredImage> $refreshed
	 */
	private function save( Run $run, Lease $lease, Settings $settings, array $found, array $refreshed, int $done, bool $last ): void {
		$outcomes        = array_count_values( array_column( $found, 'outcome' ) );
		$run->skipped   += $outcomes[ RunItem::SKIPPED ] ?? 0;
		$run->unchanged += $done - count( $found ) + ( $outcomes[ RunItem::UNCHANGED ] ?? 0 );
		$run->processed += $done;
		$run->total      = max( $run->limited ? count( $run->cursor->only ) : Links::count(), $run->processed );
		/* translators: 1: number of products compared, 2: number of products in all */
		$run->message = Sentence::__( 'Comparing images with the shop: %1$s of %2$s products.', 'sors-api-for-woocommerce', Sentence::number( $run->processed ), Sentence::number( (int) $run->total ) );
		$lease->hold(
			$run,
			static function () use ( $run, $settings, $found, $refreshed, $last ): void {
				RunItems::put( $run->id, $run->cursor->reading, $found );
				foreach ( $refreshed as $image ) {
					$image->put();
				}
				if ( $last ) {
					Approval::decide( $run, $settings, Cursor::ITEMS );
				}
			}
		);
	}
}
