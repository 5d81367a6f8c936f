<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Images;

use PHPUnit\Framework\TestCase;
use SorsApi\Sentence;
use SorsApi\Sors\ProductImage;
use SorsApi\Store\Images\Picture;
use SorsApi\Store\Images\StoredImage;
use SorsApi\Store\Link;
use SorsApi\Store\ProductState;
use SorsApi\Sync\Images\ImagesPlan;
use SorsApi\Sync\Images\ImagesSubject;

'cli' === PHP_SAPI || exit;

/**
 * Which pictures come, in which order, and which go. Sources are written "id" (content unknown yet), "id=content" or
 * "id!" (cannot be had); rows "id=content@attachment:ordinal", with "dead" behind where the attachment was deleted, "own" where it is the owner's.
 */
final class ImagesPlanTest extends TestCase {

	public function cases(): array {
		return [
			'a product without any picture'              => [ 'always', [ 'a', 'b' ], [], [], 'bring a,b; show ; drop ' ],
			'nothing changed'                            => [ 'always', [ 'a=x', 'b=y' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11, 12 ], 'unchanged' ],
			'another order'                              => [ 'always', [ 'b=y', 'a=x' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11, 12 ], 'bring ; show 12,11; drop ' ],
			'one is new'                                 => [ 'always', [ 'a=x', 'c' ], [ 'a=x@11:1' ], [ 11 ], 'bring c; show 11; drop ' ],
			'one changed: the old one waits for its successor' => [ 'always', [ 'a=z' ], [ 'a=x@11:1' ], [ 11 ], 'bring a; show ; drop ' ],
			'one changed and came: the old one goes'     => [ 'always', [ 'a=z' ], [ 'a=x@11:1', 'a=z@13:0' ], [ 11 ], 'bring ; show 13; drop 11' ],
			'one is gone'                                => [ 'always', [ 'a=x' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11, 12 ], 'bring ; show 11; drop 12' ],
			'all are gone'                               => [ 'always', [], [ 'a=x@11:1' ], [ 11 ], 'bring ; show ; drop 11; danger' ],
			'all are gone, the owner has one'            => [ 'always', [], [ 'a=x@11:1' ], [ 11, 50 ], 'bring ; show 50; drop 11' ],
			'the owner\'s own stay behind'               => [ 'always', [ 'a=x', 'b=y' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 50, 11, 51, 12 ], 'bring ; show 11,12,50,51; drop ' ],
			'the owner\'s own, behind already'           => [ 'always', [ 'a=x' ], [ 'a=x@11:1' ], [ 11, 50 ], 'unchanged' ],
			'one of the owner\'s that SORS had, too'      => [ 'always', [ 'b=y' ], [ 'a=x@50:1 own', 'b=y@12:2' ], [ 50, 12 ], 'bring ; show 12,50; drop 50' ],
			'SORS has none, the owner does'              => [ 'always', [], [], [ 50 ], 'unchanged' ],
			'the owner took one away'                    => [ 'always', [ 'a=x', 'b=y' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11 ], 'bring ; show 11,12; drop ' ],
			'the owner deleted the attachment'           => [ 'always', [ 'a=x' ], [ 'a=x@11:1 dead' ], [], 'bring a; show ; drop ' ],
			'cannot be checked: stays'                   => [ 'always', [ 'a!', 'b=y' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11, 12 ], 'unchanged; faulty a' ],
			'cannot be checked, and was deleted'         => [ 'always', [ 'a!' ], [ 'a=x@11:1 dead' ], [], 'unchanged; faulty a' ],
			'cannot be had: the others come'             => [ 'always', [ 'a!', 'b' ], [], [], 'bring b; show ; drop ; faulty a' ],
			'brought in, and not placed'                 => [ 'always', [ 'a=x' ], [ 'a=x@11:0' ], [], 'bring ; show 11; drop ' ],
			'the same content twice is shown once'       => [ 'always', [ 'a=x', 'b=x' ], [ 'a=x@11:1', 'b=x@11:2' ], [ 11 ], 'unchanged' ],
			'a new number for the same picture'          => [ 'always', [ 'n=x' ], [ 'a=x@11:1', 'n=x@11:0' ], [ 11 ], 'bring ; show 11; drop 11' ],
			'a fault that was made good elsewhere'       => [ 'always', [], [ 'a=@0:0' ], [], 'bring ; show ; drop 0' ],

			'on create: a product without any'           => [ 'create', [ 'a', 'b' ], [], [], 'bring a,b; show ; drop ' ],
			'on create: the owner has one'               => [ 'create', [ 'a' ], [], [ 50 ], 'unchanged; unasked' ],
			'on create: filled before'                   => [ 'create', [ 'b' ], [ 'a=x@11:1' ], [ 11 ], 'unchanged; unasked' ],
			'on create: filled, then emptied by the owner' => [ 'create', [ 'a=x' ], [ 'a=x@11:1' ], [], 'unchanged; unasked' ],
			'on create: cut off before they were placed' => [ 'create', [ 'a=x', 'b' ], [ 'a=x@11:0' ], [], 'bring b; show 11; drop ' ],
			'on create: one could not be had then'       => [ 'create', [ 'a', 'b=y', 'c=z' ], [ 'a=@0:0', 'b=y@12:1', 'c=z@13:2' ], [ 13 ], 'bring a; show 13; drop ' ],
			'on create: it came now'                     => [ 'create', [ 'a=x', 'b=y' ], [ 'a=x@11:0', 'b=y@12:1' ], [ 12 ], 'bring ; show 11,12; drop ' ],
			'on create: it came, behind the owner\'s'    => [ 'create', [ 'a=x', 'b=y' ], [ 'a=x@11:0', 'b=y@12:1' ], [ 50, 12 ], 'bring ; show 50,12,11; drop ' ],
			'on create: SORS gave it up'                 => [ 'create', [ 'b=y' ], [ 'a=@0:0', 'b=y@12:1' ], [ 12 ], 'bring ; show 12; drop 0' ],
		];
	}

	/** @dataProvider cases */
	public function testPlans( string $ownership, array $sources, array $stored, array $now, string $expected ): void {
		$subject = self::subject( $sources, $stored, $now, 'always' === $ownership );
		$told    = self::tell( new ImagesPlan( $subject ), $subject );
		self::assertSame( $expected, $told . ( $subject->needsList() ? '' : '; unasked' ) );
	}

	public function testAVariationTakesTheFirstOnly(): void {
		$subject              = self::subject( [ 'a', 'b' ], [], [] );
		$subject->state->type = 'variation';
		self::assertSame( 'bring a; show ; drop ', self::tell( new ImagesPlan( $subject ), $subject ) );
		$subject              = self::subject( [ 'a=x', 'b=y' ], [ 'a=x@11:0' ], [] );
		$subject->state->type = 'variation';
		self::assertSame( 'bring ; show 11; drop ', self::tell( new ImagesPlan( $subject ), $subject ) );
	}

	public function testSaysWhatChangesInWords(): void {
		$plan = new ImagesPlan( self::subject( [ 'a=z', 'n' ], [ 'a=x@11:1', 'b=y@12:2' ], [ 11, 12 ] ) );
		self::assertSame(
			[ [ 'image 1 (SORS number a)', 'a new version of it' ], [ null, 'image 2 (SORS number n)' ], [ 'image 2 (SORS number b)', null ] ],
			array_map( static fn( array $change ): array => [ $change['from'], $change['to'] ], array_values( Sentence::allShown( $plan->changes ) ) )
		);
	}

	public function testListsInSorsOrderAndOnce(): void {
		$listed = Picture::listed(
			[
				new ProductImage( [ 'id' => '3', 'url' => 'https://x/3' ] ),
				new ProductImage( [ 'id' => '2', 'ordinal' => 2, 'content' => 'bytes', 'url' => 'https://x/2' ] ),
				new ProductImage( [ 'id' => '1', 'ordinal' => 1, 'url' => 'https://x/1' ] ),
				new ProductImage( [ 'id' => '2', 'ordinal' => 5, 'url' => 'https://x/2' ] ),
				new ProductImage( [ 'url' => 'https://x/nameless' ] ),
				new ProductImage( [ 'id' => '9' ] ),
			]
		);
		self::assertSame( [ '#1', '#2', '#3', 'url ' . hash( 'sha256', 'https://x/nameless' ), '#9' ], array_map( static fn( Picture $source ): string => $source->id, $listed ) );
		self::assertSame( [ '', hash( 'sha256', 'bytes' ) ], [ $listed[1]->url, $listed[1]->hash ] );
		self::assertNotNull( $listed[4]->problem );
	}

	private static function subject( array $sources, array $stored, array $now, bool $overwrites = true ): ImagesSubject {
		$subject = new ImagesSubject( new Link( 'A-1', 7 ), new ProductState( 7, 'simple', 0, 'publish', 'Artikal' ), $now, $overwrites );
		foreach ( $stored as $at => $written ) {
			self::assertSame( 1, preg_match( '/^(\w+)=(\w*)@(\d+):(\d+)(?: (dead|own))?$/', $written, $part ) );
			$image               = new StoredImage( 'A-1', '#' . $part[1] );
			$image->id           = $at + 1;
			$image->contentHash  = $part[2];
			$image->attachmentId = (int) $part[3];
			$image->ordinal      = (int) $part[4];
			$subject->stored[]   = $image;
			$image->isOwners     = 'own' === ( $part[5] ?? '' );
			$image->exists       = 0 !== $image->attachmentId && 'dead' !== ( $part[5] ?? '' );
		}
		foreach ( $sources as $at => $written ) {
			list( $id, $hash ) = explode( '=', rtrim( $written, '!' ) . '=' );
			$source            = new Picture( '#' . $id, sprintf( 'image %d (SORS number %s)', $at + 1, $id ) );
			$source->hash      = $hash;
			$source->problem   = '!' === substr( $written, -1 ) ? 'it is ill' : null;
			$subject->pictures[] = $source;
		}
		return $subject;
	}

	private static function tell( ImagesPlan $plan, ImagesSubject $subject ): string {
		$ids  = static fn( array $sources ): string => implode( ',', array_map( static fn( Picture $source ): string => ltrim( $source->id, '#' ), $sources ) );
		$told = $plan->isUnchanged()
			? 'unchanged'
			: sprintf(
				'bring %s; show %s; drop %s',
				$ids( $plan->toBring ),
				implode( ',', $plan->gallery ?? $subject->gallery ),
				implode( ',', array_map( static fn( StoredImage $image ): int => $image->attachmentId, $plan->stale ) )
			);
		return $told . ( '' === $plan->danger ? '' : '; danger' ) . ( [] === $plan->faulty ? '' : '; faulty ' . $ids( $plan->faulty ) );
	}
}
