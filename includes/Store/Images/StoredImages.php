<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;

/** Which picture of SORS is which attachment: the only class that reads and writes that table. Every method throws a StorageError when the database fails. */
final class StoredImages {

	/** Stands for the code of pictures that belong to no item any more. No item has it. */
	private const DETACHED = '';

	/**
	 * @param list<string> $codes
	 * @return array<string, list<StoredImage>> By code. A code without pictures is absent.
	 */
	public static function byCodes( array $codes ): array {
		$byHash = [];
		$found  = [];
		foreach ( $codes as $code ) {
			$byHash[ Links::hash( $code ) ] = $code;
		}
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			foreach ( Sql::rows( 'SELECT * FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ') ORDER BY id' ) as $row ) {
				$image               = new StoredImage( $byHash[ (string) $row['code_hash'] ], (string) $row['source_id'] );
				$image->id           = (int) $row['id'];
				$image->contentHash  = (string) $row['content_hash'];
				$image->attachmentId = (int) $row['attachment_id'];
				$image->urlHash      = (string) $row['url_hash'];
				$image->validator    = (string) $row['etag'];
				$image->ordinal      = (int) $row['ordinal'];

				$found[ $image->code ][] = $image;
			}
		}
		return $found;
	}

	/** @return int The attachment that this very content became before, for any item; 0 = none. */
	public static function attachmentOf( string $contentHash ): int {
		global $wpdb;
		return (int) Sql::value(
			'SELECT i.attachment_id FROM ' . Tables::name( Tables::IMAGES ) . " i INNER JOIN {$wpdb->posts} p ON p.ID = i.attachment_id
			WHERE i.content_hash = %s AND p.post_type = 'attachment' AND p.post_status <> 'trash' ORDER BY i.id LIMIT 1",
			$contentHash
		);
	}

	/** Whether another row stands for the attachment, too: a picture that SORS still has. */
	public static function isUsed( int $attachmentId, int $besidesRow ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE attachment_id = %d AND id <> %d AND code_hash <> %s LIMIT 1', $attachmentId, $besidesRow, Links::hash( self::DETACHED ) );
	}

	/** SORS no longer has it, and its attachment stays: should its content come back, it is not uploaded twice. */
	public static function detach( StoredImage $image ): void {
		self::forgetDetached( $image->attachmentId );
		$values = [ 'source_hash' => hash( 'sha256', "detached\n$image->attachmentId" ), 'code_hash' => Links::hash( self::DETACHED ), 'ordinal' => 0 ];
		Sql::update( Tables::name( Tables::IMAGES ), $values, $image->id );
	}

	/** It is shown again, or deleted. */
	public static function forgetDetached( int $attachmentId ): void {
		Sql::run( 'DELETE FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE attachment_id = %d AND code_hash = %s', $attachmentId, Links::hash( self::DETACHED ) );
	}

	/** Gives a new one its id. */
	public static function save( StoredImage $image ): void {
		$values = [
			'source_hash'   => hash( 'sha256', $image->code . "\n" . $image->sourceId . "\n" . $image->contentHash ),
			'source_id'     => $image->sourceId,
			'code_hash'     => Links::hash( $image->code ),
			'content_hash'  => $image->contentHash,
			'attachment_id' => $image->attachmentId,
			'url_hash'      => $image->urlHash,
			'etag'          => $image->validator,
			'ordinal'       => $image->ordinal,
		];
		if ( 0 === $image->id ) {
			$image->id = Sql::insert( Tables::name( Tables::IMAGES ), $values );
		} else {
			Sql::update( Tables::name( Tables::IMAGES ), $values, $image->id );
		}
	}

	public static function forget( int $id ): void {
		Sql::run( 'DELETE FROM ' . Tables::name( Tables::IMAGES ) . ' WHERE id = ' . $id );
	}
}
