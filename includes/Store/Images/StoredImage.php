<?php
declare( strict_types=1 );

namespace SorsApi\Store\Images;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Store\Links;

/**
 * What is known of one picture of an item, and which attachment it is. A picture whose content changed has two of these, until the
 * old one is cleared away. The only class that reads and writes that table; what does so throws a StorageError when the database fails.
 */
final class StoredImage {

	/** Stands for the code of pictures that belong to no item any more. No item has it. */
	private const DETACHED = '';

	/** 0 = not stored yet. */
	public int $id = 0;
	/** The item's. */
	public string $code;
	/** How SORS names the picture. */
	public string $sourceId;
	/** Hex SHA-256; '' = it was never brought in. */
	public string $contentHash = '';
	/** 0 = none: it could not be brought in. */
	public int $attachmentId = 0;
	/** The attachment is still there. */
	public bool $exists = false;
	/** It was the owner's before SORS had the picture: it is neither taken off a product nor deleted. */
	public bool $isOwners = false;
	/** Hex SHA-256 of the address it came from; '' = it was in SORS' response itself. */
	public string $urlHash = '';
	/** ETag or Last-Modified of what came from there; '' where the server does not say. */
	public string $validator = '';
	/** Place in the product, from 1; 0 = not placed there yet. */
	public int $ordinal = 0;

	public function __construct( string $code, string $sourceId ) {
		$this->code     = $code;
		$this->sourceId = $sourceId;
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, list<self>> By code. A code without pictures is absent.
	 */
	public static function byCodes( array $codes ): array {
		$byHash = Links::byHash( $codes );
		$found  = [];
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			foreach ( Sql::rows( 'SELECT * FROM ' . self::table() . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ') ORDER BY id' ) as $row ) {
				$image               = new self( $byHash[ (string) $row['code_hash'] ], (string) $row['source_id'] );
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
		$sql = 'SELECT i.attachment_id FROM ' . self::table() . " i INNER JOIN {$wpdb->posts} p ON p.ID = i.attachment_id
			WHERE i.content_hash = %s AND p.post_type = 'attachment' AND p.post_status <> 'trash' ORDER BY i.id LIMIT 1";
		return (int) Sql::value( $sql, $contentHash );
	}

	/** Whether its attachment stands for another picture, too, that SORS still has. */
	public function isShared(): bool {
		return null !== Sql::value( 'SELECT id FROM ' . self::table() . ' WHERE attachment_id = %d AND id <> %d AND code_hash <> %s LIMIT 1', $this->attachmentId, $this->id, Links::hash( self::DETACHED ) );
	}

	/** SORS no longer has it, and its attachment stays: should its content come back, it is not uploaded twice. */
	public function detach(): void {
		self::forgetDetached( $this->attachmentId );
		$values = [ 'source_hash' => hash( 'sha256', "detached\n$this->attachmentId" ), 'code_hash' => Links::hash( self::DETACHED ), 'ordinal' => 0 ];
		Sql::update( self::table(), $values, $this->id );
	}

	/** It is shown again, or deleted. */
	public static function forgetDetached( int $attachmentId ): void {
		Sql::run( 'DELETE FROM ' . self::table() . ' WHERE attachment_id = %d AND code_hash = %s', $attachmentId, Links::hash( self::DETACHED ) );
	}

	/** Gives a new one its id. */
	public function put(): void {
		$values = [
			'source_hash'   => hash( 'sha256', "$this->code\n$this->sourceId\n$this->contentHash" ),
			'source_id'     => $this->sourceId,
			'code_hash'     => Links::hash( $this->code ),
			'content_hash'  => $this->contentHash,
			'attachment_id' => $this->attachmentId,
			'url_hash'      => $this->urlHash,
			'etag'          => $this->validator,
			'ordinal'       => $this->ordinal,
		];
		if ( 0 === $this->id ) {
			$this->id = Sql::insert( self::table(), $values );
		} else {
			Sql::update( self::table(), $values, $this->id );
		}
	}

	public function forget(): void {
		Sql::run( 'DELETE FROM ' . self::table() . ' WHERE id = ' . $this->id );
	}

	private static function table(): string {
		return Tables::name( Tables::IMAGES );
	}
}
